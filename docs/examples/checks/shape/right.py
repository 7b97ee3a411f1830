import torch

x = torch.rand(3, 2).T
