"""Swallows every exception, KeyboardInterrupt and SystemExit included, and goes on.

Must hold: it is killed by a signal that cannot be swallowed.
"""
import time

while True:
    try:
        time.sleep(1)
    except BaseException:
        pass
