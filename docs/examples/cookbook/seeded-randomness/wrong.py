import torch

x = torch.rand(5)
torch.manual_seed(7)
