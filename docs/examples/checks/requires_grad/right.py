import torch

x = torch.tensor(2.0)
x.requires_grad_()
