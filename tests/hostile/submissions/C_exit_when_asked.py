"""Ends the process with success when its function is called.

Must hold: that item is an error; the others are asked in a fresh process.
"""
import os

import torch

total = torch.arange(1, 101).sum()


def normalise(x):
    os._exit(0)
