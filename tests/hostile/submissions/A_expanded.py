"""Four bytes that claim to be four terabytes, in each place.

Must hold: the size is checked before any byte is touched. Its dtype is what it is.
"""
import torch

total = torch.zeros(1, dtype=torch.int64).expand(2**40)
noise = torch.rand(1).expand(2**40)
array = torch.zeros(1).expand(2**20, 2**20)
view = array


def normalise(x):
    return x[:1, :1].expand(2**20, 2**20)
