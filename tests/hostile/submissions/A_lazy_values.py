"""Values that are computed only when asked for: generators, properties, a lazy module.

Must hold: nothing is asked, so nothing is computed at the time of the look.
"""
import sys

import torch


class Lazy(type(sys)):
    @property
    def total(self):
        return torch.arange(1, 101).sum()

    def __getattr__(self, name):
        return torch.rand(20)


sys.modules[__name__].__class__ = Lazy


def normalise(x):
    yield x - x.mean(dim=1, keepdim=True)


total = (each for each in [torch.arange(1, 101).sum()])
