import torch

x = torch.tensor([3, 1, 2])
max = x.max()
min = x.min()
