"""Leaves what the next submission could trip over: environment, files, builtins, a home.

Must hold: the next one starts from the clean process; no file is left.
"""
import builtins
import os
import random
import site
import sys
import tempfile

import numpy as np
import torch

os.environ["PYTHONSTARTUP"] = "@BAIT@"
builtins.print = lambda *args, **kwargs: None
builtins.range = lambda *args: []
torch.rand = torch.zeros
np.array = lambda *args, **kwargs: None
random.seed(0)
sys.path.insert(0, "/nonexistent")
for folder in (os.path.expanduser("~"), tempfile.gettempdir(), "..", site.getusersitepackages()):
    try:
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, "usercustomize.py"), "w") as file:
            file.write("raise SystemExit('leaked')")
    except OSError:
        pass
