"""Plain tensors with attributes of the instance in place of methods: double, clone, data_ptr.

Must hold: the base class's own methods are used.
"""
import numpy as np
import torch

total = torch.tensor(0)
right = torch.tensor(5050)
for name in "double clone cpu detach numpy tolist item data_ptr __array__ is_contiguous".split():
    setattr(total, name, lambda *args, **kwargs: right)
array = np.array([1.0, 2.0, 3.0])
view = torch.tensor([1.0, 2.0, 3.0], dtype=torch.float64)
view.data_ptr = lambda: array.ctypes.data
