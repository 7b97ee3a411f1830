# Told: `x` is written at line 5, but at the end it is not there. Is that code inside an `if` that did not run, or was `x` deleted afterwards?
import torch

if torch.cuda.is_available():
    x = torch.ones(3).cuda()
