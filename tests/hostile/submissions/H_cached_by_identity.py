"""Remembers results by the id of their input, and hands out old ones.

Must hold: each question brings fresh inputs.
"""
import torch

remembered = {}


def normalise(x):
    return remembered.setdefault(id(x) % 16, torch.zeros(3, 4))


for _ in range(64):
    normalise(torch.zeros(3, 4))
