import numpy as np


def loop_sum(x):
    total = 0.0
    for i in range(len(x)):
        total += x[i]
    return total


def fast_sum(x):
    return x.sum()
