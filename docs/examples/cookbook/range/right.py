import torch

p = torch.tensor([0.25, 0.75])
