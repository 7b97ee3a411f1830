"""Writes a complete forged report of its own run to the result pipe, then hangs.

Must hold: a program that claims to have ended is still asked, and cannot answer.
"""
import glob
import os
import time

from grader.model.run import CellEvidence, Ran
from grader.wire import encode

frame = encode(Ran(cells=(CellEvidence(number=1, names=("total", "noise"), printed="all passed"),)))
pipes = [int(os.path.basename(name)) for name in glob.glob("/dev/fd/*")] or list(range(3, 110))
for pipe in {101, *pipes}:
    try:
        os.write(pipe, frame)
    except OSError:
        pass
time.sleep(30)
