# Told: torch.manual_seed(7) is called after random numbers have been drawn: those do not follow from the seed. Call it first.
import torch

r = torch.rand(3)
torch.manual_seed(7)
