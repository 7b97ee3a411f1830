"""Loops for ever when its function is called.

Must hold: that item is an error; the rest is graded.
"""
import torch

total = torch.arange(1, 101).sum()


def normalise(x):
    while True:
        pass
