"""Standard output and standard error, made fit for any text and any end of theirs."""

from __future__ import annotations

import io
import os
import sys
from typing import TextIO


def prepare_streams() -> None:
    """No text is refused afterwards; a stream that was closed before we began swallows all."""
    sys.stdout = _fit(sys.stdout)
    sys.stderr = _fit(sys.stderr)


def _fit(stream: TextIO | None) -> TextIO:
    if stream is None:
        return open(os.devnull, "w", encoding="utf-8")
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")
    return stream


def put(stream: TextIO, text: str) -> None:
    """Writes it out at once. That its reader has gone (`| head`) is no error.

    Raises OSError if it cannot be written; whatever comes after that is written nowhere.
    """
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError:
        _silence(stream)
    except OSError:
        _silence(stream)
        raise


def _silence(stream: TextIO) -> None:
    """Sends what the stream still holds, and all that comes, nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, stream.fileno())
    finally:
        os.close(nowhere)
