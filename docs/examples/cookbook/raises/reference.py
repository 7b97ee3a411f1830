import math


def root(x):
    if x < 0:
        raise ValueError(f"negative number: {x}")
    return math.sqrt(x)
