import torch


def centred(x):
    return x - x.sum(0, keepdim=True) / len(x)
