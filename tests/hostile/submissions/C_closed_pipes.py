"""Closes everything that is open.

Must hold: the grader goes on; this program has earned nothing that can be seen.
"""
import os

os.closerange(0, 1024)
