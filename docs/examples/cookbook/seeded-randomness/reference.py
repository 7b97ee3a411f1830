import torch

torch.manual_seed(7)
x = torch.rand(5)
