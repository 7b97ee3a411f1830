"""A child's standard pipes where descriptors cannot be polled: one thread reads each."""

from __future__ import annotations

import queue
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from io import BufferedReader
from typing import IO

from grader.runner.pipes import CHUNK, STDERR_KEPT

QUEUED = 64


class ThreadedPipes:
    """The pipes of a `subprocess.Popen`, which is killed if it does not read in time."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._came: queue.Queue[bytes] = queue.Queue(QUEUED)
        self._said = bytearray()
        self._threads = [
            threading.Thread(target=self._read_result, daemon=True),
            threading.Thread(target=self._read_errors, daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    def _read_result(self) -> None:
        for part in _parts(self._process.stdout):
            self._came.put(part)
        self._came.put(b"")

    def _read_errors(self) -> None:
        for part in _parts(self._process.stderr):
            self._said += part[: STDERR_KEPT - len(self._said)]

    def write(self, data: bytes, deadline: float) -> None:
        """See `Pipes.write`; at the deadline the child is killed, which frees a blocked write."""
        watch = threading.Timer(max(0.0, deadline - time.monotonic()), self._process.kill)
        watch.start()
        try:
            assert self._process.stdin is not None
            self._process.stdin.write(data)
            self._process.stdin.flush()
        except OSError:
            raise TimeoutError if time.monotonic() >= deadline else BrokenPipeError from None
        finally:
            watch.cancel()

    def read(self, deadline: float) -> bytes:
        """See `Pipes.read`."""
        try:
            return self._came.get(timeout=max(0.001, deadline - time.monotonic()))
        except queue.Empty:
            raise TimeoutError from None

    def stderr(self) -> bytes:
        """See `Pipes.stderr`."""
        self._threads[1].join(timeout=1)
        return bytes(self._said)

    def close(self) -> None:
        """See `Pipes.close`; a reader that is blocked on a full queue is let through."""
        while self._threads[0].is_alive():
            while not self._came.empty():
                self._came.get_nowait()
            self._threads[0].join(timeout=0.01)
        for thread in self._threads:
            thread.join()
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            with suppress(OSError):
                assert pipe is not None
                pipe.close()


def _parts(pipe: IO[bytes] | None) -> Iterator[bytes]:
    """What comes from a pipe, as it comes."""
    assert isinstance(pipe, BufferedReader)
    return iter(lambda: pipe.read1(CHUNK), b"")
