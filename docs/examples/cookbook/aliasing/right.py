import numpy as np
import torch

a = np.arange(3.0)
t = torch.as_tensor(a)
c = t.clone()
