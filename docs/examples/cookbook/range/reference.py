import torch

p = torch.softmax(torch.tensor([1.0, 2.0]), 0)
