import torch

a, b = torch.zeros(1), torch.ones(1)
n = 1
