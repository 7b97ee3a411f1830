"""Values too large to tell: a number with a million digits, a text of 100 MB, deep nesting.

Must hold: each is cut before it is read.
"""
import torch

total = 10**1_000_000
noise = "x" * 100_000_000
array = []
for _ in range(100_000):
    array = [array]
view = {number: torch.zeros(1000) for number in range(10_000)}


def normalise(x):
    return [x] * 10_000_000
