import torch

x = torch.tensor([1, 2, 3])
n = int((x > 1).sum())
