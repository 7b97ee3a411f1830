"""Source text that reads otherwise than it runs: bidi controls and letters that look alike.

Must hold: staff see both; what runs is what is graded.
"""
import torch

# ‮ lartcejbo ‬
tоtal = torch.arange(1, 101).sum()
total = torch.tensor(0)
