import torch

a = torch.rand(2)
b = a
n = 2.5
