import numpy as np
import torch


def normalise(x):
    return x - x.mean(dim=1, keepdim=True)


total = torch.arange(1, 101).sum()
array = np.array([1.0, 2.0, 3.0])
view = torch.from_numpy(array)
noise = torch.rand(20)
