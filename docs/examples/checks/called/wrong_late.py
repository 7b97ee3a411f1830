# Told: torch.manual_seed() is called too late: torch.rand() is called before it.
# Told: wrong_late.py, line 11: ValueError: no
# Told: f() is not called.
import torch

r = torch.rand(2)
torch.manual_seed(7)


def f(x):
    raise ValueError("no")
