"""Raises exceptions that are no `Exception`, with texts and classes that raise again.

Must hold: each is told as the student's error.
"""


class Awkward(BaseException):
    def __str__(self):
        raise Awkward

    __repr__ = __str__

    @property
    def __class__(self):
        raise Awkward

    @property
    def __traceback__(self):
        raise Awkward

    def __getattribute__(self, name):
        raise Awkward


def normalise(x):
    raise Awkward


raise Awkward
