"""Every report as it is made, in one file that only grows: whatever stops us loses none of them.

A line is written at once and synced to the disk before its submission is counted as graded. It is
`CHECKSUM FINGERPRINT CONTEXT JSON`; the first one has the header in place of the outcome. A line
that a power loss has cut short, or that is damaged, is known by its checksum, and its submission
is graded again. Nothing is kept in memory but where each line lies.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from typing import Literal

from grader.batch.failures import damaged, in_the_way, in_use, unwritable
from grader.model.base import Model
from grader.model.classroom import Outcome

NAME = "journal.jsonl"
HEADER = "header"


class Header(Model):
    """Which set the folder is for, and the seed that all its reports share."""

    schema_number: Literal[1] = 1
    set: str
    seed: int


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a line lies in the file, in bytes, and the context that its outcome was made in."""

    start: int
    length: int
    context: str


class Journal:
    """An open journal."""

    def __init__(self, file: FileIO, folder: str, header: Header, spots: dict[str, Spot]) -> None:
        self.folder = folder
        self.header = header
        self._file = file
        self._spots = spots

    def __len__(self) -> int:
        """How many different submissions have an outcome."""
        return len(self._spots)

    def context_of(self, fingerprint: str) -> str | None:
        """The context of the newest outcome for these bytes; None if there is none."""
        spot = self._spots.get(fingerprint)
        return spot.context if spot else None

    def outcome(self, fingerprint: str) -> Outcome:
        """The newest outcome for these bytes; KeyError if there is none."""
        spot = self._spots[fingerprint]
        self._file.seek(spot.start)
        return Outcome.model_validate_json(self._file.read(spot.length).split(b" ", 3)[3])

    def add(self, fingerprint: str, context: str, outcome: Outcome) -> None:
        """Adds a line; when this returns, it is on the disk. StoreError if it cannot be written."""
        text = outcome.model_dump_json(exclude_defaults=True)
        start, length = _append(self._file, self.folder, _line(fingerprint, context, text))
        self._spots[fingerprint] = Spot(start, length, context)


@contextmanager
def open_journal(folder: str, problem_set: str, seed: int) -> Iterator[Journal]:
    """The folder's journal, begun with that set and seed if there is none. One command at a time.

    UsageError if the folder holds something else, or another command has it open; StoreError if it
    cannot be written or its first line is damaged.
    """
    with ExitStack() as stack:
        try:
            place = _prepared(Path(folder))
            place.touch()
            file = stack.enter_context(place.open("r+b", buffering=0))
            if not _locked(file.fileno()):
                raise in_use(folder)
            header, spots = _whole(place, folder)
        except OSError as error:
            raise unwritable(folder, error) from error
        if header is None:
            header = Header(set=problem_set, seed=seed)
            _append(file, folder, _line(HEADER, HEADER, header.model_dump_json()))
        yield Journal(file, folder, header, spots)


def _prepared(folder: Path) -> Path:
    """The journal's path, in a folder that is ours or empty."""
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / NAME
    if not place.exists() and any(folder.iterdir()):
        raise in_the_way(str(folder))
    return place


def _locked(descriptor: int) -> bool:
    """False if another process holds it. Systems and file systems without locks let us in."""
    try:
        from fcntl import LOCK_EX, LOCK_NB, flock
    except ImportError:
        return True
    try:
        flock(descriptor, LOCK_EX | LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True


def _whole(place: Path, folder: str) -> tuple[Header | None, dict[str, Spot]]:
    """The header, None if there is no line, and the newest spots; cuts off an unfinished line."""
    header: Header | None = None
    spots: dict[str, Spot] = {}
    start = 0
    with place.open("rb") as file:
        for line in file:
            if not line.endswith(b"\n"):
                os.truncate(place, start)
                break
            parts = _parts(line)
            if start == 0:
                header = _header(parts, folder)
            elif parts is not None:
                spots[parts[0]] = Spot(start, len(line), parts[1])
            start += len(line)
    return header, spots


def _parts(line: bytes) -> tuple[str, str, bytes] | None:
    """Fingerprint, context and JSON; None if the line is not what was written."""
    checksum, _, rest = line.rstrip(b"\n").partition(b" ")
    if checksum != _checksum(rest):
        return None
    fingerprint, context, text = rest.split(b" ", 2)
    return fingerprint.decode(), context.decode(), text


def _header(parts: tuple[str, str, bytes] | None, folder: str) -> Header:
    if parts is None or parts[0] != HEADER:
        raise damaged(str(Path(folder, NAME)))
    return Header.model_validate_json(parts[2])


def _line(fingerprint: str, context: str, text: str) -> bytes:
    rest = f"{fingerprint} {context} {text}".encode()
    return b"%s %s\n" % (_checksum(rest), rest)


def _checksum(rest: bytes) -> bytes:
    return b"%08x" % zlib.crc32(rest)


def _append(file: FileIO, folder: str, line: bytes) -> tuple[int, int]:
    """Where the line was put, and its length. What could not be written whole is taken back."""
    start = file.seek(0, os.SEEK_END)
    rest = memoryview(line)
    try:
        while rest:
            rest = rest[file.write(rest) :]
        os.fsync(file.fileno())
    except OSError as error:
        with suppress(OSError):
            file.truncate(start)
        raise unwritable(folder, error) from error
    return start, len(line)
