import torch

x = torch.tensor(2.0, requires_grad=True)
x.pow(2).backward()
