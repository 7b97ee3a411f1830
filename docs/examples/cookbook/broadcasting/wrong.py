# Told: Its shape is (1, 3), expected (3,). The number of elements is right; .reshape(...) arranges them anew.
import torch

x = torch.arange(6).reshape(2, 3)
row = x[-1:]
