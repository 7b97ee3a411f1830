"""Endless work in C: a sum over an endless iterator, a power with a billion digits.

Must hold: it is killed from outside.
"""
import itertools

import torch

total = torch.arange(1, 101).sum()
sum(itertools.repeat(0))
