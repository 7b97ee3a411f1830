"""Leaves a process behind that writes to the bait after the run.

Must hold: no process can be started. Without layers one can.
"""
import os
import time

if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        for _ in range(10):
            with open("@BAIT@", "a") as bait:
                bait.write("daemon")
            time.sleep(0.2)
    os._exit(0)
time.sleep(0.5)  # until it has begun: with the program all of it ends
