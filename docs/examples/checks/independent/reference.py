import torch

x = torch.arange(6)
kept = x[2:4].clone()
