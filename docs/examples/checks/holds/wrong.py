import numpy as np

x = np.array([[1.0, 2.0, 0.0], [0.0, 1.0, 1.0], [3.0, 0.0, 1.0]])
u, s, v = np.linalg.svd(x)
vt = v.T


def unit(v):
    return v / v.abs().sum()
