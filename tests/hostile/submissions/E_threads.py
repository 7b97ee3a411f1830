"""Starts threads that go on after the program, and as many as it can.

Must hold: they end with the process.
"""
import threading
import time


def go_on():
    while True:
        time.sleep(0.05)


try:
    for _ in range(300):
        threading.Thread(target=go_on).start()
except RuntimeError as error:
    print(error)
