"""Takes uninitialised memory and searches it for what others left there.

Must hold: memory comes fresh from the kernel, or from a process that held no secret.
"""
import re

import numpy as np
import torch

mark = b"CANARY".lower().upper()
kept = []
for size in (64, 4096, 1 << 16, 1 << 20, 1 << 24):
    for _ in range(20 if size < 1 << 20 else 2):
        kept.append(torch.empty(size, dtype=torch.uint8).numpy())
        kept.append(np.empty(size, dtype=np.uint8))
for each in kept:
    for found in re.finditer(mark + rb"-[a-z]+-[0-9a-f]{16}", each.tobytes()):
        print(found.group())
