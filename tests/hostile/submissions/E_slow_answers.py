"""Takes nearly the whole limit for each answer, and spoils the process after each.

Must hold: all answers together have a limit too.
"""
import time

import torch

time.sleep(1)
total = torch.arange(1, 101).sum()


def normalise(x):
    time.sleep(0.9)
    raise SystemExit
