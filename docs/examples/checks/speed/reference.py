import numpy as np


def loop_dot(a, b):
    total = 0.0
    for i in range(len(a)):
        total += a[i] * b[i]
    return total


def fast_dot(a, b):
    return np.dot(a, b)
