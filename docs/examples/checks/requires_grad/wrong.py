import torch

x = torch.tensor(2.0)
