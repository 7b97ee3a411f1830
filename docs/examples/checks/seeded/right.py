import numpy as np
import torch

np.random.rand(3)
torch.manual_seed(seed=7)
r = torch.randn(3)
