# Told: `total` still has no value. Put your answer in its place.
import torch

x = torch.ones(3)
total = None
