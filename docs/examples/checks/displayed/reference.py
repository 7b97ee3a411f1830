import torch

torch.arange(5)
