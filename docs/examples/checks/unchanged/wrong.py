# Told: It was changed after it was made, and must not be: work on a copy (.clone() for a tensor, .copy() for an array). 2 of 2 elements are wrong, the first at index [0]: it is 2.0, expected 1.0.
import torch


def plus_one(x):
    x += 1
    return x


ones = torch.ones(2)
shifted = plus_one(ones)
