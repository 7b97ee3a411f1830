# Told: The last thing displayed: Its shape is (6,), expected (5,).
import torch

torch.arange(6)
