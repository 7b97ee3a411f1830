"""Takes most of the limit for each answer, and spoils the process after each.

Must hold: all answers together have a limit too.
"""
import time

import torch

time.sleep(0.5)
total = torch.arange(1, 101).sum()


def normalise(x):
    time.sleep(0.5)
    raise SystemExit
