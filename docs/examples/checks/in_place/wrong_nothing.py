# Told: It was not changed after it was made. A statement such as x = x + 1 makes a new object; x += 1, x[:] = ... and methods that end in _ (such as .add_()) change it in place.
import torch


def double_(x):
    return x.mul_(2)


x = torch.zeros(2)
y = x + 1
