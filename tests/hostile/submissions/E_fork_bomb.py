"""Forks again and again: here at most 20 processes, each of which sleeps.

Must hold: none is born.
"""
import os
import time

for _ in range(20):
    if os.fork() == 0:
        time.sleep(5)
        os._exit(0)
print("FORKED")
