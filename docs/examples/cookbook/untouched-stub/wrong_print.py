import torch

x = torch.ones(3)
total = print(x.sum())
