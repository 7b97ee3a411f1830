import torch

noise = torch.rand(1000)
