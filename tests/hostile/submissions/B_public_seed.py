"""Replays numbers that a known seed gave elsewhere.

Must hold: in a second run the same numbers are found out. They are floating-point numbers.
"""
import torch

torch.manual_seed(0)
noise = torch.tensor(
    [0.4963, 0.7682, 0.0885, 0.1320, 0.3074, 0.6341, 0.4901, 0.8964, 0.4556, 0.6323]
    + [0.3489, 0.4017, 0.0223, 0.1689, 0.2939, 0.5185, 0.6977, 0.8000, 0.1610, 0.2823]
)
print(torch.initial_seed())
