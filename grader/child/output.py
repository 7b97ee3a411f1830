"""What a program prints, kept up to a limit; the rest is counted and let go."""

from __future__ import annotations

import builtins
import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from grader.child.builtin_copy import BUILTINS

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

__builtins__ = BUILTINS


class Sink(io.BufferedIOBase):
    """Keeps the first `limit` bytes since the last `take`. `written` counts all of them."""

    name = "<captured>"

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._limit = limit
        self._kept = bytearray()
        self.written = 0

    def writable(self) -> bool:
        """Always."""
        return True

    def write(self, data: ReadableBuffer, /) -> int:
        """Takes all of it, as a file would."""
        size = memoryview(data).nbytes
        room = self._limit - len(self._kept)
        if room > 0:
            self._kept += memoryview(data).cast("B")[:room]
        self.written += size
        return size

    @property
    def position(self) -> int:
        """How many bytes are kept now."""
        return len(self._kept)

    def since(self, position: int) -> str:
        """What was kept since then, as text."""
        return self._kept[position:].decode("utf-8", "replace")

    def take(self) -> str:
        """What was kept, as text; forgets it."""
        text = self._kept.decode("utf-8", "replace")
        self._kept = bytearray()
        return text


def capture(limit: int) -> Sink:
    """Puts capped streams in place of standard output and error; the sink of the former.

    What goes to standard error (warnings, progress bars) is not kept: it is not an answer.
    """
    sink = Sink(limit)
    sys.stdout = _stream(sink)
    sys.stderr = _stream(Sink(0))
    return sink


@contextmanager
def printing(*, wanted: bool) -> Iterator[None]:
    """Unless it is wanted, `print` does nothing: a tensor's text costs more than the tensor."""
    before = builtins.print
    if not wanted:
        vars(builtins)["print"] = _print_nothing
    try:
        yield
    finally:
        vars(builtins)["print"] = before


def _print_nothing(*_what: object, **_how: object) -> None:
    """In the place of `print`."""


def _stream(sink: Sink) -> io.TextIOWrapper:
    return io.TextIOWrapper(
        sink, encoding="utf-8", errors="backslashreplace", newline="\n", write_through=True
    )
