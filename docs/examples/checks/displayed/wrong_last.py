# Told: It is displayed, but something else is displayed after it; it must come last.
import torch

numbers = torch.arange(5)
numbers
numbers.shape
