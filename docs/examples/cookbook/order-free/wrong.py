import torch

x = torch.tensor([3, 1, 3, 2])
unique = torch.tensor([3, 1, 3, 2])
