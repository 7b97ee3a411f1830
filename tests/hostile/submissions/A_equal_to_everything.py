"""Objects that are equal to everything, convert to anything, and claim another class.

Must hold: exact types only; no method of a student's class is called.
"""
import torch


class Anything:
    __class__ = torch.Tensor
    shape, dtype, ndim = (3, 4), torch.float32, 2

    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    def __hash__(self):
        return 0

    def __float__(self):
        return 5050.0

    def __array__(self, *args, **kwargs):
        raise SystemExit("the array was asked for")

    def __getattr__(self, name):
        return lambda *args, **kwargs: True

    def __len__(self):
        return 20

    def __iter__(self):
        while True:
            yield self


def normalise(x):
    return Anything()


total = array = view = noise = Anything()
