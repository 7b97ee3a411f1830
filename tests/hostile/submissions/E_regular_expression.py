"""A regular expression that holds the interpreter's lock for hours.

Must hold: it is killed from outside; no signal handler in Python is needed.
"""
import re

import torch

total = torch.arange(1, 101).sum()
re.match(r"(a+)+$", "a" * 64 + "!")
