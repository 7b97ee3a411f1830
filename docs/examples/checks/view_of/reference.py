import torch

x = torch.arange(6).reshape(2, 3)
last_row = x[-1]
