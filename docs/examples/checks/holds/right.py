import numpy as np

x = np.array([[1.0, 2.0, 0.0], [0.0, 1.0, 1.0], [3.0, 0.0, 1.0]])
u, s, vt = np.linalg.svd(x)
u, vt = -u, -vt


def unit(v):
    return v / v.norm()
