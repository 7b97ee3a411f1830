"""A tensor subclass whose `__torch_function__` says yes to every comparison.

Must hold: the elements are read past the subclass; they are wrong.
"""
import torch


class Yes(torch.Tensor):
    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        return torch.tensor(5050)


def normalise(x):
    return x.as_subclass(Yes)


total = torch.tensor(0).as_subclass(Yes)
array = torch.zeros(3).as_subclass(Yes)
view = torch.zeros(3).as_subclass(Yes)
noise = torch.zeros(20).as_subclass(Yes)
