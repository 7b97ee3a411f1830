import torch

x = torch.tensor([1, 2, 3])
n = torch.tensor([2])
