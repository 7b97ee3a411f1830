import numpy as np
import torch

a = np.arange(3.0)
t = torch.from_numpy(a)
c = torch.tensor(a)
