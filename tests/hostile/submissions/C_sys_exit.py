"""Leaves by sys.exit(0), at the end and when called.

Must hold: it is told as what it is; nothing passes by it.
"""
import sys


def normalise(x):
    sys.exit(0)


sys.exit(0)
