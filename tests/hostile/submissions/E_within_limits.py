"""A function that hangs a little, and a program that prints as it goes: every limit nearly met.

Must hold: a program within its limits is graded as any other.
"""
import time

import torch

total = torch.arange(1, 101).sum()
time.sleep(0.2)
for _ in range(1000):
    print("working")


def normalise(x):
    time.sleep(0.2)
    return x - x.mean(dim=1, keepdim=True)
