import torch

x = torch.ones(3, requires_grad=True)
frozen = (2 * x).detach()
