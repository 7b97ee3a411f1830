import torch

x = torch.tensor([1, 2], dtype=torch.uint8)
y = x.float()
