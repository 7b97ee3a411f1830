import torch

torch.manual_seed(7)
r = torch.rand(3)
