"""A class that calls itself torch.Tensor, with a metaclass that says so too.

Must hold: the type is compared by identity, not by name.
"""
import torch


class Says(type):
    def __instancecheck__(cls, other):
        return True

    def __subclasscheck__(cls, other):
        return True

    def __eq__(cls, other):
        return True

    def __hash__(cls):
        return hash(torch.Tensor)

    def mro(cls):
        return [cls, object]


class Tensor(metaclass=Says):
    pass


Tensor.__module__, Tensor.__qualname__ = "torch", "Tensor"
total = array = view = noise = Tensor()
