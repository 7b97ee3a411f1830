import torch

x = torch.tensor([2.0, 4.0, 8.0])
y = x / x.mean()
