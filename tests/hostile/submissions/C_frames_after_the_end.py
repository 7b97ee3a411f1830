"""A thread that goes on sending answers and other frames after the program has run.

Must hold: an answer that was not asked for ends the child; nothing wrong passes.
"""
import os
import threading
import time

from grader.model.run import Answer, Observed, Ran, Step
from grader.wire import encode


def send():
    time.sleep(0.02)
    for _ in range(200):
        for record in (
            Step(cell=1, line=1),
            Answer(id="0" * 32, outcome=Observed(seen={"value": {"kind": "none"}})),
            Ran(cells=()),
        ):
            os.write(101, encode(record))


def normalise(x):
    send()
    return x


threading.Thread(target=send, daemon=True).start()
