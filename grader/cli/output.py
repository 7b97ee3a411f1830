"""A file that is written whole or not at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from grader.errors import UsageError
from grader.model.message import say


def check_output(path: str) -> None:
    """UsageError if there is no place for the file; asked before the long work begins."""
    folder = os.path.dirname(os.path.realpath(path))
    if os.path.isdir(path):
        raise UsageError(say("--output {path} is a folder; name a file.", path=path))
    if not os.path.isdir(folder):
        raise UsageError(
            say("--output {path}: there is no folder {folder}.", path=path, folder=folder)
        )


def write_whole(path: str, text: str) -> None:
    """Writes the text beside its place, then puts it there; UsageError if that cannot be.

    What is no ordinary file (a pipe, /dev/null) is written to as it is.
    """
    target = Path(os.path.realpath(path))
    try:
        if target.exists() and not target.is_file():
            target.write_text(text, "utf-8")
            return
        with _beside(target) as unfinished:
            _write(unfinished, text)
            unfinished.replace(target)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise UsageError(
            say("The report cannot be written to {path}: {why}.", path=path, why=why)
        ) from error


def write_new(path: str, text: str) -> None:
    """Writes a file that is not there yet; UsageError if it is, or if that cannot be."""
    try:
        _write(Path(path), text)
    except FileExistsError:
        raise UsageError(
            say("{path} is there already and is left alone; name another file.", path=path)
        ) from None
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise UsageError(say("{path} cannot be written: {why}.", path=path, why=why)) from error


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """A new name in the same folder; nothing is left under it."""
    unfinished = target.with_name(f".grade-{secrets.token_hex(8)}")
    try:
        yield unfinished
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def _write(path: Path, text: str) -> None:
    with path.open("x", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
