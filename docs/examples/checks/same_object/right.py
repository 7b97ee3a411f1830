import torch

start = torch.zeros(3)
total = start.add_(1)
