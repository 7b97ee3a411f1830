"""Hangs whenever it is asked, hoping that a timeout counts as a pass.

Must hold: a timeout earns nothing, and costs its own limit only.
"""
import time


def normalise(x):
    time.sleep(60)
