import torch

noise = torch.normal(0.0, 1.0, (40, 25))
