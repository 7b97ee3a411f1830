"""A child's standard pipes, read and written against a deadline, on POSIX systems."""

from __future__ import annotations

import os
import select
import time
from contextlib import suppress
from typing import Protocol

CHUNK = 1 << 16
STDERR_KEPT = 16 << 10


class Pipes(Protocol):
    """Bytes to and from one child. Deadlines are `time.monotonic()` seconds."""

    def write(self, data: bytes, deadline: float) -> None:
        """Writes all of it; TimeoutError at the deadline, BrokenPipeError if nobody reads."""
        ...

    def read(self, deadline: float) -> bytes:
        """What has come, waiting for something; empty at the end; TimeoutError at the deadline."""
        ...

    def stderr(self) -> bytes:
        """The beginning of what came on standard error so far."""
        ...

    def close(self) -> None:
        """Gives the descriptors back."""
        ...


class PolledPipes:
    """Pipes over three descriptors, which it owns."""

    def __init__(self, outgoing: int, incoming: int, errors: int) -> None:
        self._outgoing = outgoing
        self._incoming = incoming
        self._errors = errors
        self._said = bytearray()
        for descriptor in (outgoing, incoming, errors):
            os.set_blocking(descriptor, False)
        self._reading = select.poll()
        self._reading.register(incoming, select.POLLIN)
        self._reading.register(errors, select.POLLIN)
        self._writing = select.poll()
        self._writing.register(outgoing, select.POLLOUT)

    def write(self, data: bytes, deadline: float) -> None:
        """See `Pipes.write`."""
        left = memoryview(data)
        while left:
            with suppress(BlockingIOError):
                left = left[os.write(self._outgoing, left) :]
                continue
            if not self._writing.poll(_milliseconds(deadline)):
                raise TimeoutError

    def read(self, deadline: float) -> bytes:
        """See `Pipes.read`."""
        while True:
            ready = self._reading.poll(_milliseconds(deadline))
            if not ready:
                raise TimeoutError
            for descriptor, _ in ready:
                if descriptor == self._errors:
                    self._drain()
            if any(descriptor == self._incoming for descriptor, _ in ready):
                return os.read(self._incoming, CHUNK)

    def _drain(self) -> None:
        said = os.read(self._errors, CHUNK)
        if not said:
            self._reading.unregister(self._errors)
        self._said += said[: STDERR_KEPT - len(self._said)]

    def stderr(self) -> bytes:
        """See `Pipes.stderr`."""
        with suppress(BlockingIOError):
            while len(self._said) < STDERR_KEPT and (said := os.read(self._errors, CHUNK)):
                self._said += said[: STDERR_KEPT - len(self._said)]
        return bytes(self._said)

    def close(self) -> None:
        """See `Pipes.close`."""
        for descriptor in (self._outgoing, self._incoming, self._errors):
            os.close(descriptor)


def _milliseconds(deadline: float) -> int:
    return max(0, int((deadline - time.monotonic()) * 1000) + 1)
