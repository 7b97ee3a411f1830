"""Overflows the stack of C: a list nested a million deep, compared with its like.

Must hold: a crash of the interpreter is that piece's error; what came before is graded again.
"""
import sys

import torch

total = torch.arange(1, 101).sum()
sys.setrecursionlimit(2**31 - 1)
one, other = [], []
for _ in range(1_000_000):
    one, other = [one], [other]
one == other
