# Told: double_(...) returns a changed copy and leaves what it was given as it was. Change that object itself: without .clone() or .copy(), and with x += ..., x[:] = ... or methods that end in _ (such as .add_()), not with x = ...
import torch


def double_(x):
    x = x * 2
    return x


x = torch.zeros(2)
x += 1
