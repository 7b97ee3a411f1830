"""A zip's files, written into a folder of ours. Whatever is not taken is told, with the reason."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

from grader.collect.archive import DAMAGED, Allowance, RefusedError, opened
from grader.collect.members import Member
from grader.collect.names import shown_path
from grader.model.classroom import Overlooked
from grader.model.message import say

Tell = Callable[[Overlooked], None]
CHUNK = 1 << 20


def unpack(path: str, into: Path, allowance: Allowance, shown: str, tell: Tell) -> int:
    """Writes the zip's files below `into`, which must not be there yet; gives their bytes.

    Members with a fault of their own are told and left out. RefusedError if the zip as a whole
    is not taken, OSError if `into` cannot be written: then nothing is left of it.
    """
    with opened(path, allowance) as (archive, members):
        try:
            into.mkdir(parents=True)
            for member in members:
                _take(archive, member, into, shown, tell)
            return sum(each.info.file_size for each in members if each.refusal is None)
        except BaseException:
            shutil.rmtree(into, ignore_errors=True)
            raise


def _take(archive: ZipFile, member: Member, into: Path, shown: str, tell: Tell) -> None:
    refusal = member.refusal
    if refusal is None and member.is_folder:
        (into / member.path).mkdir(parents=True, exist_ok=True)
    elif refusal is None and not _write(archive, member, into / member.path):
        refusal = say("it is damaged, or packed in a way that is not known; ask for it again")
    if refusal is not None:
        tell(Overlooked(shown=shown_path(f"{shown}{member.path}"), why=refusal))


def _write(archive: ZipFile, member: Member, target: Path) -> bool:
    """Whether the file could be read; of one that could not, nothing is left."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as file:
        try:
            with archive.open(member.info) as packed:
                readable = _copy(packed.read, file.write)
        except DAMAGED:
            readable = False
    if not readable:
        target.unlink()
        return False
    _keep_time(member, target)
    return True


def _copy(read: Callable[[int], bytes], write: Callable[[bytes], int]) -> bool:
    """A full disk is no damaged file: it is told apart, and ends the unpacking."""
    while chunk := read(CHUNK):
        try:
            write(chunk)
        except OSError as error:
            raise DiskError(error) from error
    return True


class DiskError(Exception):
    """The unpacked files cannot be written; `error` is the system's."""

    def __init__(self, error: OSError) -> None:
        super().__init__(str(error))
        self.error = error


def _keep_time(member: Member, target: Path) -> None:
    """Gives the file the time it had, in the zone of this machine: a zip knows none."""
    try:
        when = time.mktime((*member.info.date_time, 0, 0, -1))
        os.utime(target, (when, when))
    except (ValueError, OverflowError, OSError):
        return


__all__ = ["DiskError", "RefusedError", "Tell", "unpack"]
