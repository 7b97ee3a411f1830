"""Brings a `__pycache__` with compiled code that differs from the source beside it.

Must hold: compiled files are not handed in; the source is what runs.
"""
import helper
import torch

total = torch.tensor(helper.TOTAL)
