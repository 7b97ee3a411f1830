"""Loops for ever.

Must hold: the wall clock ends it at its limit; what came before is graded.
"""
import torch

total = torch.arange(1, 101).sum()
while True:
    pass
