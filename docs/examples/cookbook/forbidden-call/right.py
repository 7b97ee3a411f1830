import numpy as np


def inverse(x):
    swapped = np.array([[x[1, 1], -x[0, 1]], [-x[1, 0], x[0, 0]]])
    return swapped / (x[0, 0] * x[1, 1] - x[0, 1] * x[1, 0])
