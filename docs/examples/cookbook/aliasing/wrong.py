import numpy as np
import torch

a = np.arange(3.0)
t = torch.tensor(a)
c = torch.from_numpy(a)
