"""A zip, read without trust: nothing is written before its own list of contents was checked.

zipfile yields no more bytes of a member than that list says, so sums over the list are bounds.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from lzma import LZMAError
from typing import BinaryIO, NamedTuple
from zipfile import BadZipFile, ZipFile

from grader.collect.caps import (
    MAX_BYTES,
    MAX_DIRECTORY,
    MAX_ENTRIES,
    MAX_OWN_BYTES,
    MAX_OWN_ENTRIES,
)
from grader.collect.members import ENCRYPTED, Member, is_bomb, members_of
from grader.model.message import Message, say

END = b"PK\x05\x06"
END_BYTES, END_COMMENT = 22, 65_535
LOCATOR, LOCATOR_BYTES = b"PK\x06\x07", 20
LONG_END, LONG_END_BYTES = b"PK\x06\x06", 56
DAMAGED = (
    *(BadZipFile, zlib.error, LZMAError, EOFError, ValueError, OSError),
    *(NotImplementedError, RuntimeError),
)
"""What zipfile raises for a file that is not as it says, or is packed in an unknown way."""


class Allowance(NamedTuple):
    """How much one zip may hold: files and folders, and bytes unpacked."""

    entries: int
    bytes: int


DOWNLOAD = Allowance(MAX_ENTRIES, MAX_BYTES)
OWN = Allowance(MAX_OWN_ENTRIES, MAX_OWN_BYTES)


class RefusedError(Exception):
    """A zip that is not unpacked; `why` is for people."""

    def __init__(self, why: Message) -> None:
        super().__init__(str(why))
        self.why = why


@contextmanager
def opened(path: str, allowance: Allowance) -> Iterator[tuple[ZipFile, list[Member]]]:
    """The zip and its members, held against what is allowed. RefusedError if it cannot be read."""
    with _zip_file(path) as archive:
        members = list(members_of(archive.infolist()))
        _check(members, os.path.getsize(path), allowance)
        yield archive, members


@contextmanager
def _zip_file(path: str) -> Iterator[ZipFile]:
    try:
        _check_directory(path)
        archive = ZipFile(path)
    except PermissionError as error:
        raise RefusedError(say("you may not read it; change its permissions")) from error
    except DAMAGED as error:
        raise RefusedError(_damaged()) from error
    with archive:
        yield archive


def _check_directory(path: str) -> None:
    """Holds the size of the list of contents against its cap, before zipfile reads it."""
    with open(path, "rb") as file:
        size = file.seek(0, os.SEEK_END)
        directory = max(_directory_sizes(file, size), default=0)
    if directory > size:
        raise RefusedError(_damaged())
    if directory > MAX_DIRECTORY:
        raise RefusedError(_too_many(MAX_ENTRIES))


def _directory_sizes(file: BinaryIO, size: int) -> Iterator[int]:
    """What the end of the zip says, and the longer record before it, wherever a reader looks."""
    start = max(0, size - END_BYTES - END_COMMENT)
    tail = _at(file, start, size)
    plain = tail[-END_BYTES:].startswith(END) and tail.endswith(bytes(2))
    found = len(tail) - END_BYTES if plain else tail.rfind(END)
    if found < 0:
        return
    locator = start + found - LOCATOR_BYTES
    place = _at(file, locator, LOCATOR_BYTES) if locator >= 0 else b""
    if not place.startswith(LOCATOR):
        yield int.from_bytes(tail[found + 12 : found + 16], "little")
        return
    for at in (locator - LONG_END_BYTES, int.from_bytes(place[8:16], "little")):
        record = _at(file, at, LONG_END_BYTES) if 0 <= at < size else b""
        if record.startswith(LONG_END):
            yield int.from_bytes(record[40:48], "little")


def _at(file: BinaryIO, start: int, count: int) -> bytes:
    file.seek(start)
    return file.read(count)


def _check(members: list[Member], packed: int, allowance: Allowance) -> None:
    if len(members) > allowance.entries:
        raise RefusedError(_too_many(allowance.entries))
    files = [each.info for each in members if not each.is_folder]
    if files and all(each.flag_bits & ENCRYPTED for each in files):
        raise RefusedError(say("it is encrypted; unpack it with its password, and give the folder"))
    if sum(each.compress_size for each in files) > packed:
        raise RefusedError(say("its files overlap, as those of a zip bomb do"))
    if sum(each.info.file_size for each in members if not each.refusal) > allowance.bytes:
        raise RefusedError(
            say("it is larger than {megabytes} MB unpacked", megabytes=allowance.bytes // 1_000_000)
        )
    if is_bomb(unpacked := sum(each.file_size for each in files), packed):
        raise RefusedError(
            say(
                "it would grow to {times} times its size when unpacked, as a zip bomb does",
                times=unpacked // max(packed, 1),
            )
        )


def _too_many(most: int) -> Message:
    return say("it holds more than {most} files and folders", most=most)


def _damaged() -> Message:
    return say("it is no zip, or a damaged or cut-off one; download it again")
