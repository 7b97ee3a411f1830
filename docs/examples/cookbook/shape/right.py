import torch

x = torch.rand(2, 3)
names = ["x", "y", "z"]
