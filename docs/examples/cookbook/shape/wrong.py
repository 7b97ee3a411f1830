# Told: It has 1 dimension (its shape is (6,)), expected 2.
import torch

x = torch.zeros(6)
names = ["a", "b"]
