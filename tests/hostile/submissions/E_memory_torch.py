"""Asks torch for more memory than it may have: here 1 GiB.

Must hold: the limit is the student's alone; what came before is graded.
"""
import torch

total = torch.arange(1, 101).sum()
kept = torch.empty(1 << 30, dtype=torch.uint8)
print("ALLOCATED")
