import torch


def means(x):
    return torch.sum(x, 0) / len(x)
