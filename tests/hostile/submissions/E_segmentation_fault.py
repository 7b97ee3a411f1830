"""Crashes the interpreter by writing to address zero.

Must hold: what came before is graded again in a fresh process.
"""
import ctypes

import torch

total = torch.arange(1, 101).sum()
ctypes.memset(0, 1, 1)
