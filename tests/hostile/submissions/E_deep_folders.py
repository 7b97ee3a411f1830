"""Makes a tree of folders so deep that removing it by recursion fails.

Must hold: it is gone afterwards, and the grader goes on.
"""
import os

for _ in range(1100):
    os.mkdir("d")
    os.chdir("d")
