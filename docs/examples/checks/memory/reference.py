import torch


def spread(x):
    return 2 * len(x) * (x**2).sum() - 2 * x.sum() ** 2
