"""Objects that hang, raise and print when they are destroyed.

Must hold: nothing waits for them.
"""
import time


class Slow:
    def __del__(self):
        time.sleep(60)


class Loud:
    def __del__(self):
        raise SystemExit("destroyed")


total = Slow()
kept = [Slow() for _ in range(5)]
loud = Loud()
del loud
