"""The floor: fork from a process that has torch imported, run the student's code, nothing else.

Started as a process of its own; forks once for every line on standard input, and answers with one.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys


def main() -> None:
    """Forks until standard input ends."""
    import torch

    torch.set_num_threads(1)
    with open(sys.argv[1], encoding="utf-8") as source:
        text = source.read()
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    gc.collect()
    gc.freeze()
    for _ in sys.stdin:
        pid = os.fork()
        if pid == 0:
            exec(compile(text, sys.argv[1], "exec"), {"__name__": "student"})
            sys.stdout.flush()
            os._exit(0)
        os.waitpid(pid, 0)
        print(file=answers, flush=True)


class Floor:
    """The process above, asked for one fork at a time."""

    def __init__(self, path: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bench.floor", path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __call__(self) -> None:
        """One fork, from asking to its end."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(file=self._process.stdin, flush=True)
        self._process.stdout.readline()

    def close(self) -> None:
        """Ends the process."""
        self._process.communicate()


if __name__ == "__main__":
    main()
