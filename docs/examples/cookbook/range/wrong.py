import torch

p = torch.tensor([-0.25, 1.25])
