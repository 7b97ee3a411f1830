import torch

x = torch.randn(1000)
