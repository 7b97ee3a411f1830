import torch

x = torch.arange(6).reshape(2, 3)
row = x[1, :]
