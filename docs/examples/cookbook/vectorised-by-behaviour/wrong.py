import torch


def distance(row, b):
    return ((row - b) ** 2).sum(1).sqrt()


def pairwise(a, b):
    return torch.stack(list(map(lambda row: distance(row, b), a)))
