import numpy as np


def squares(x):
    return np.dot(x.ravel(), x.ravel())
