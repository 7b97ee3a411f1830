"""Brings modules called torch, numpy, json and grader along with it.

Must hold: an import of a library's name gives the library.
"""
import json

import numpy as np
import torch

import grader

print(torch.__file__, np.__file__, json.__file__, grader.__file__)
total = torch.arange(1, 101).sum()
array = np.array([1.0, 2.0, 3.0])
view = torch.from_numpy(array)
noise = torch.rand(20)


def normalise(x):
    return x - x.mean(dim=1, keepdim=True)
