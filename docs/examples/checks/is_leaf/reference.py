import torch

w = torch.tensor([0.5, 1.0], requires_grad=True)
