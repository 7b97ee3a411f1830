import torch

x = torch.tensor([[0, 1], [2, 3]])
y = x**2
