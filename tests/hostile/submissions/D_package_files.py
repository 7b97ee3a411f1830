"""Changes the files of Python, torch and the grader, so that later processes run its code.

Must hold: they are read-only to it.
"""
import os
import sys

import grader
import torch

for package in (grader, torch, os):
    folder = os.path.dirname(package.__file__)
    print(folder, os.access(folder, os.W_OK))
    for flags in (os.O_WRONLY, os.O_WRONLY | os.O_APPEND):
        try:
            os.close(os.open(package.__file__, flags))
            print("WRITABLE", package.__file__)
        except OSError as error:
            print(error)
