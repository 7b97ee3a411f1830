# Told: It is another value in every run: it does not follow from the seed. Is the seed set before these numbers are drawn, and do they come from that generator?
import numpy as np
import torch

torch.manual_seed(7)
r = torch.from_numpy(np.random.rand(3))
