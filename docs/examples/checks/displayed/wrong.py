# Told: Nothing is displayed. Write your answer on a line of its own at the end of a cell, or use display(...).
import torch

numbers = torch.arange(5)
