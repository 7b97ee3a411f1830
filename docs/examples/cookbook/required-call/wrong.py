import torch

zeros = torch.zeros
x = torch.ones(3) - 1
