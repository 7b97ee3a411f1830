# Told: double_(...) leaves what it was given as it was. Change it in place: with x += ..., x[:] = ... or methods that end in _ (such as .add_()), not with x = ...
import torch


def double_(x):
    x = x * 2
    return x


x = torch.zeros(2)
x += 1
