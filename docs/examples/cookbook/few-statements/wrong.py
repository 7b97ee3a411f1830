import torch


def corners(x):
    rows = x[[0, -1]]
    return rows[:, [0, -1]].reshape(4)
