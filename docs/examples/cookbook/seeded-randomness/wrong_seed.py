import torch

torch.manual_seed(1)
x = torch.rand(5)
