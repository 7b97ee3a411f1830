# Told: torch.manual_seed() is never called; call torch.manual_seed(7).
import torch

r = torch.rand(3)
