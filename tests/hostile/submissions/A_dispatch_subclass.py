"""A wrapper subclass whose very shape and elements are Python code (`__torch_dispatch__`).

Must hold: such an object is named, not asked; it does not pass.
"""
import torch


class Liar(torch.Tensor):
    @staticmethod
    def __new__(cls):
        return torch.Tensor._make_wrapper_subclass(cls, (), dtype=torch.int64)

    @classmethod
    def __torch_dispatch__(cls, func, types, args=(), kwargs=None):
        return torch.tensor(5050)


total = Liar()
