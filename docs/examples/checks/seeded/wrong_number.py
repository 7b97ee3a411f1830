# Told: torch.manual_seed() is called with 8, expected is 7.
import torch

torch.manual_seed(8)
r = torch.rand(3)
