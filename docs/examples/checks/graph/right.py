import torch

x = torch.ones(3, requires_grad=True)
with torch.no_grad():
    frozen = 2 * x
