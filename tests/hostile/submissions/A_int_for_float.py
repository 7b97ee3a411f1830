"""The right numbers of the wrong type: a Python int, a float tensor, a NumPy array, complex.

Must hold: type and dtype are compared before values.
"""
import torch

total = 5050


def normalise(x):
    return (x - x.mean(dim=1, keepdim=True)).numpy()


noise = (torch.rand(20) * 100).int()
