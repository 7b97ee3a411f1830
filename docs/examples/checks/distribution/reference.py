import torch

noise = torch.randn(1000)
