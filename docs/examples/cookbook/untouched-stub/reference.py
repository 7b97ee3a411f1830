import torch

x = torch.ones(3)
total = x.sum()
