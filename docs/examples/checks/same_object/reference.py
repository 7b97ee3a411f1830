import torch

start = torch.zeros(3)
total = start
total += 1
