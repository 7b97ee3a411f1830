import torch


def double_(x):
    x *= 2
    return x


x = torch.zeros(2)
x += 1
