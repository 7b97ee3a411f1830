"""Floods the grader with frames that say where it is, with absurd numbers.

Must hold: the number of frames has a cap; absurd places cost only the program itself.
"""
import os

from grader.model.run import Step
from grader.wire import encode

steps = encode(Step(cell=-(10**15), line=10**15)) + encode(Step(cell=1, line=-1))
while True:
    os.write(101, steps * 100)
