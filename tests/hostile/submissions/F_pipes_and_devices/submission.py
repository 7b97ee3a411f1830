"""A folder with a named pipe, a socket and, where root can make it, an endless device.

Must hold: nothing hangs and nothing is read from them.
"""
import torch

total = torch.arange(1, 101).sum()
