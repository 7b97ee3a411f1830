# Told: `x` is written at line 5, but that code did not run. Is it inside an `if`?
import torch

if torch.cuda.is_available():
    x = torch.ones(3).cuda()
