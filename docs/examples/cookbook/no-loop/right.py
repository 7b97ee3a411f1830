import torch


def norms(x):
    return torch.linalg.norm(x, dim=1)
