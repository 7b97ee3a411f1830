"""Reaches what it wants by getattr, __import__, exec and decoded text.

Must hold: the spelling is flagged; what is solved is solved.
"""
import base64

import torch

total = getattr(torch.arange(1, 101), "su" + "m")()
system = getattr(__import__("o" + "s"), "sys" + "tem")
exec("hidden = 1")
exec(base64.b64decode("eCA9IDE=").decode())
eval("globals()")["noise"] = 0
