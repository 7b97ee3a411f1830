import torch


def means(x):
    return x.sum(dim=0) / x.shape[0]
