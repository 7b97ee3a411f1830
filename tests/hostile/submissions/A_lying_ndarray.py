"""An ndarray subclass with a lying shape, dtype, `__array_function__`, `__array_interface__`.

Must hold: it is read as the array that it is, and told as the subclass that it is.
"""
import numpy as np
import torch


class Lying(np.ndarray):
    shape = property(lambda self: (20,))
    dtype = property(lambda self: np.dtype("float64"))
    nbytes = property(lambda self: 160)
    __array_interface__ = property(lambda self: np.arange(20.0).__array_interface__)

    def __array_function__(self, func, types, args, kwargs):
        return True

    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
        return True

    def tobytes(self, order="C"):
        return b"\x00" * 160

    def __len__(self):
        return 20


noise = np.zeros(2, dtype=np.int64).view(Lying)
total = np.zeros(1).view(Lying)
array = np.zeros(3).view(Lying)
view = torch.zeros(3)


def normalise(x):
    return np.zeros(1).view(Lying)
