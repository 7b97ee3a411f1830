"""Empty tensors, which are close to anything under allclose.

Must hold: empty is not equal. The dtype of an empty tensor is its dtype.
"""
import torch


def normalise(x):
    return x[:0]


total = torch.tensor([], dtype=torch.int64)
array = view = torch.zeros(0)
noise = torch.zeros(0)
