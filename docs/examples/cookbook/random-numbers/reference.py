import torch

x = torch.rand(1000)
