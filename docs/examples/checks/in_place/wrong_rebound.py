# Told: It was not changed after it was made. A statement such as x = x + 1 makes a new object; x += 1, x[:] = ... and methods that end in _ (such as .add_()) change it in place.
# Told: It is changed in place, but not returned: return the same object at the end.
import torch


def double_(x):
    x *= 2


x = torch.zeros(2)
x = x + 2
