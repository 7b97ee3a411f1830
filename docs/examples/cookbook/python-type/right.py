import torch

x = torch.tensor([1.0, 5.0, 3.0])
top = max(x.tolist())
