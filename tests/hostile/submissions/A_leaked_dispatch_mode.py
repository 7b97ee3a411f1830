"""Enters a TorchDispatchMode that turns every operation into one on zeros, and never leaves it.

Must hold: what was honestly made before is read as it is, nothing else passes.
"""
import torch
from torch.utils._python_dispatch import TorchDispatchMode

noise = torch.rand(20)


class Zeros(TorchDispatchMode):
    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        return torch.zeros(3, 4)


mode = Zeros()
mode.__enter__()


def normalise(x):
    return x
