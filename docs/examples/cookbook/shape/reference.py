import torch

x = torch.zeros(2, 3)
names = ["a", "b", "c"]
