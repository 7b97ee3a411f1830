import torch


def double_(x):
    return x.mul_(2)


x = torch.zeros(2)
x[:] = 1
