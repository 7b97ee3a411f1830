"""Leaves default dtype, device, grad mode, determinism and printing changed, then solves it all.

Must hold: what was honestly made is judged as it is (float64 noise is floating), and the next
submission knows nothing of it.
"""
import numpy as np
import torch

array = np.array([1.0, 2.0, 3.0])
view = torch.from_numpy(array)
total = torch.arange(1, 101).sum()
torch.set_default_dtype(torch.float64)
noise = torch.rand(20)
torch.set_grad_enabled(False)
torch._C._set_deterministic_algorithms(True)
torch.set_printoptions(precision=0)
torch.set_default_device("meta")
np.seterr(all="raise")


def normalise(x):
    return x - x.mean(dim=1, keepdim=True)
