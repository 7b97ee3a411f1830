"""A folder with files whose names hold line breaks, controls, bidi marks, dashes, case twins.

Must hold: names that can be shown go along, the others are left out and shown escaped.
"""
import os

import torch

total = torch.arange(1, 101).sum()
print(os.listdir("."))
