import torch

x = torch.ones(3)
total = sum(x)
