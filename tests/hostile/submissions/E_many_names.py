"""Defines a hundred thousand names, some of them very long.

Must hold: the report stays small; what was solved passes.
"""
import torch

for number in range(100_000):
    globals()[f"name{number}"] = number
globals()["n" * 1_000_000] = 1
total = torch.arange(1, 101).sum()
