"""Objects whose repr, len, iter, hash and bool never end or lie.

Must hold: none of these is called.
"""
import itertools


class Endless:
    def __repr__(self):
        while True:
            pass

    __str__ = __len__ = __hash__ = __bool__ = __iter__ = __repr__

    def __format__(self, spec):
        while True:
            pass


total = Endless()
noise = itertools.count()
array = view = [Endless()]


def normalise(x):
    return Endless()
