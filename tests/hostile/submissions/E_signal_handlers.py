"""Ignores every signal that can be ignored, and sets timers of its own.

Must hold: it is killed by one that cannot.
"""
import signal

for number in range(1, signal.NSIG):
    try:
        signal.signal(number, lambda *args: None)
    except (OSError, ValueError):
        pass
signal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)
while True:
    pass
