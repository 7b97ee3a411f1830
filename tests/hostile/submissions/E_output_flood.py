"""Prints without end, to Python's streams and to the descriptors.

Must hold: what is kept has a cap; nothing fills up.
"""
import os
import sys

import torch

total = torch.arange(1, 101).sum()
for _ in range(200):
    print("x" * 100_000)
    sys.stderr.write("y" * 100_000)
    os.write(1, b"z" * 60_000)
    os.write(2, b"z" * 60_000)
