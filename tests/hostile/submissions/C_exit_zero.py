"""Solves one thing, then ends the process at once with the status of success.

Must hold: the end of the process is no result. What came before that statement is run and graded
again; the rest is lost.
"""
import os

import torch

total = torch.arange(1, 101).sum()
os._exit(0)
