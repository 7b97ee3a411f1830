import torch

x = torch.tensor([0.4, 0.1, 0.9, 0.3, 0.2, 0.8, 0.7, 0.5, 0.6, 0.0])
