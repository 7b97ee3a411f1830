import torch

w = (torch.tensor([1.0, 2.0]) / 2).requires_grad_()
