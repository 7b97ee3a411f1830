"""Results that equal the right ones only when they are broadcast.

Must hold: shapes are compared first, and nothing is broadcast.
"""
import torch


def normalise(x):
    return (x - x.mean(dim=1, keepdim=True))[:1]


total = torch.full((1,), 5050)
noise = torch.rand(1).expand(20)
