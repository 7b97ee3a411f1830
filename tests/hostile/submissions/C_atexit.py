"""Registers functions for the end of the process that write results and files.

Must hold: the process is killed, so its last wishes are not run; bait files are unchanged.
"""
import atexit
import os
import threading
import weakref


def last_will():
    with open("@BAIT@", "a") as bait:
        bait.write("100 %")
    os.write(101, b"\x02\x00\x00\x00\x00\x00\x00\x00{}")


atexit.register(last_will)
threading._register_atexit(last_will)
weakref.finalize(last_will, last_will)


def normalise(x):
    last_will()
    return x
