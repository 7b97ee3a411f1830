import torch

x = torch.tensor([3, 1, 2])
max = max(x)
min = min(x)
