"""Enters a TorchFunctionMode that answers every call of torch, and never leaves it.

Must hold: the mode is ended before anything is looked at; the values are wrong, except those that
were drawn before.
"""
import torch
from torch.overrides import TorchFunctionMode

noise = torch.rand(20)


class Answers(TorchFunctionMode):
    def __torch_function__(self, func, types, args=(), kwargs=None):
        return torch.ones(3, 4)


mode = Answers()
mode.__enter__()
total = torch.tensor(0)


def normalise(x):
    return torch.zeros_like(x)
