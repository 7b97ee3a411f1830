# Told: torch.manual_seed() is called, but never with the arguments that are asked for. Its last call: torch.manual_seed(8).
import torch

torch.manual_seed(8)
r = torch.rand(2)


def f(x):
    return torch.relu(x)


f(r), f(r)
