import numpy as np
import torch

a = np.array([1.0, 2.0])
t = torch.tensor(a, dtype=torch.float32)
