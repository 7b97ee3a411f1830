import torch

x = torch.tensor([1, 2, 3])
n = (x > 1).sum()
