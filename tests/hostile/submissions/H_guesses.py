"""Guesses, anew in each hand-in.

Must hold: a function of twelve random numbers is not guessed.
"""
import torch

total = torch.randint(0, 5050, ())


def normalise(x):
    return torch.randn_like(x)
