import torch

x = torch.rand(10)
