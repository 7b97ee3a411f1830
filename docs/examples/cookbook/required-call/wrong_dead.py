import torch

if False:
    x = torch.zeros(3)
x = torch.tensor([0.0, 0, 0])
