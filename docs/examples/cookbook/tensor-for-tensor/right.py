import torch

x = torch.arange(1, 3)
