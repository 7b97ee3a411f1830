"""Gives one object under all names, and the input as a global under the names that are asked for.

Must hold: an array shares memory with itself, but it has to be an array of each library.
"""
import torch

total = array = view = noise = torch.rand(20)


def normalise(x):
    global total, noise
    total = noise = x
    return x
