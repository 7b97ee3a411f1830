import numpy as np


def inverse(x):
    (a, b), (c, d) = x
    return np.array([[d, -b], [-c, a]]) / (a * d - b * c)
