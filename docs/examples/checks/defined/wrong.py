# Told: `b` is not defined, or still has no value.
import torch

a = torch.rand(2)
b = None
n = 2.5
