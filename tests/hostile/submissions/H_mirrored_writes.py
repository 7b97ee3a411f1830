"""An array whose writes are copied to another, in place of shared memory.

Must hold: the write goes past the subclass; the memory is not shared.
"""
import numpy as np
import torch

view = torch.zeros(3, dtype=torch.float64)


class Mirror(np.ndarray):
    def __setitem__(self, place, value):
        super().__setitem__(place, value)
        view[place] = value


array = np.zeros(3).view(Mirror)
