import torch


def normalise(x):
    return x / torch.sqrt((x * x).sum(1))[:, None]
