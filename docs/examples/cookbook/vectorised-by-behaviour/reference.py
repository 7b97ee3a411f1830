import torch


def pairwise(a, b):
    return torch.cdist(a, b)
