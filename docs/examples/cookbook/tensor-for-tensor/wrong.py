import torch

x = torch.Tensor([1, 2])
