"""Confines itself as a child would, then tries what it should no longer be able to do.

Started as `python -m grader.child.confine.probe SCRATCH BAIT PORT`: a folder to make its own in, a
file outside that every user may read, and a TCP port that listens on this machine.
Prints `{"layers": [...], "bites": [...], "threads": ...}`: what became of each layer, which of the
attempts succeeded, and whether what a program may do still works.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable

from grader.child.confine import Settings, apply, prepare


def main() -> None:
    """Prints one line of JSON."""
    scratch, bait, port = sys.argv[1:]
    work = os.path.join(scratch, "probe")
    os.mkdir(work, 0o700)
    settings = Settings(work=work)
    states = apply(prepare(), settings)
    attempts: dict[str, Callable[[], object]] = {
        "files": lambda: _read(bait),
        "programs": _run,
        "network": lambda: socket.create_connection(("127.0.0.1", int(port)), timeout=2).close(),
        "processes": lambda: os.kill(os.getppid(), 0),
        "memory and processor": lambda: bytes(settings.limits.memory + (1 << 30)),
    }
    bites = [name for name, attempt in attempts.items() if _bites(attempt)]
    layers = [state.model_dump() for state in states]
    print(json.dumps({"layers": layers, "bites": bites, "threads": _thread_works()}))


def _bites(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except (OSError, MemoryError):
        return False
    return True


def _read(path: str) -> None:
    with open(path, "rb") as file:
        file.read()


def _run() -> None:
    subprocess.run([sys.executable, "-I", "-S", "-c", ""], check=True)


def _thread_works() -> bool:
    done = threading.Event()
    thread = threading.Thread(target=done.set)
    thread.start()
    thread.join()
    return done.is_set()


if __name__ == "__main__":
    main()
