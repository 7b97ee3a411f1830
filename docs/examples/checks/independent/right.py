import torch

x = torch.arange(6)
kept = torch.tensor([2, 3])
