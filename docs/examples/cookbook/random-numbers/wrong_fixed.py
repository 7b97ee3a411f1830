import torch

x = torch.arange(1000) / 1000
