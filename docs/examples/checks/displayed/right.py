import torch

numbers = torch.arange(5)
numbers.shape
numbers
