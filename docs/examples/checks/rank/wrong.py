# Told: It has 1 dimension (its shape is (3,)), expected 2.
import torch

x = torch.zeros(3)
