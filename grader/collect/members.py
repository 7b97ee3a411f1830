"""What may be taken out of a zip, member by member, before anything is written."""

from __future__ import annotations

import stat
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from zipfile import ZipInfo

from grader.collect.caps import (
    MAX_DEPTH,
    MAX_FILE,
    MAX_NAME_BYTES,
    MAX_PATH_BYTES,
    SUSPECT_BYTES,
    SUSPECT_RATIO,
)
from grader.collect.encodings import names_of
from grader.collect.names import is_left_by_tools, nfc
from grader.model.message import Message, say

ENCRYPTED = 0x1 | 0x40


class Member(NamedTuple):
    """A file or folder of a zip: its path, with forward slashes; `refusal` says why not."""

    info: ZipInfo
    path: str
    refusal: Message | None

    @property
    def is_folder(self) -> bool:
        """Whether it is a folder's own entry."""
        return self.path.endswith("/")


def members_of(infos: Sequence[ZipInfo]) -> Iterator[Member]:
    """Every member but what tools left behind, each with a path that stays inside, or a refusal."""
    taken = _Taken()
    for info, name in zip(infos, names_of(infos), strict=True):
        path = nfc(name.replace("\\", "/"))
        if any(map(is_left_by_tools, path.split("/"))):
            continue
        refusal = unfit_path(path) or _unfit_member(info, path) or taken.clash(path)
        yield Member(info, path, refusal)


def unfit_path(path: str) -> Message | None:
    """Why a path in a zip is not taken: it leads out, or it cannot be a file's everywhere."""
    parts = path.removesuffix("/").split("/")
    if path.startswith("/") or ".." in parts or path[1:2] == ":":
        return say("its path leads out of the zip; whoever made it may mean harm")
    if not path.isprintable() or "" in parts or "." in parts:
        return say("its name cannot be a file's: it is empty or holds invisible characters")
    too_long = any(len(each.encode()) > MAX_NAME_BYTES for each in parts)
    if too_long or len(path.encode()) > MAX_PATH_BYTES or len(parts) > MAX_DEPTH:
        return say("its name is too long, or it lies too deep")
    return None


def _unfit_member(info: ZipInfo, path: str) -> Message | None:
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind == stat.S_IFLNK:
        return say("it is a link, and links are not followed")
    if kind not in {0, stat.S_IFREG, stat.S_IFDIR}:
        return say("it is not an ordinary file but a pipe, a socket or a device")
    if path.endswith("/"):
        return None
    if info.flag_bits & ENCRYPTED:
        return say("it is encrypted; ask for it without a password")
    return _oversized(info)


def _oversized(info: ZipInfo) -> Message | None:
    if info.file_size > MAX_FILE:
        return say("it is larger than {megabytes} MB", megabytes=MAX_FILE // 1_000_000)
    if is_bomb(info.file_size, info.compress_size):
        return say(
            "it would grow to {times} times its size when unpacked, as a zip bomb does",
            times=info.file_size // max(info.compress_size, 1),
        )
    return None


def is_bomb(unpacked: int, packed: int) -> bool:
    """Whether it grows to something large out of hardly anything."""
    return unpacked > SUSPECT_BYTES and unpacked > SUSPECT_RATIO * packed


class _Taken:
    """The paths so far, as a file system sees them that knows no letter case."""

    def __init__(self) -> None:
        self._files: set[str] = set()
        self._folders: dict[str, str] = {}

    def clash(self, path: str) -> Message | None:
        """Why the path cannot be beside those before it; where it can, it is one of them."""
        plain = path.removesuffix("/")
        folders = _parents(plain)
        if path.endswith("/"):
            folders.append(plain)
        keys = [each.casefold() for each in folders]
        if any(key in self._files for key in keys):
            return say("a file before it in the zip has the name of its folder")
        for key, folder in zip(keys, folders, strict=True):
            if self._folders.setdefault(key, folder) != folder:
                return _only_case()
        return None if path.endswith("/") else self._file(plain)

    def _file(self, path: str) -> Message | None:
        key = path.casefold()
        if key in self._files or key in self._folders:
            return say(
                "another file in the zip has the same name, letter case aside;"
                " only the first was taken"
            )
        self._files.add(key)
        return None


def _parents(path: str) -> list[str]:
    parts = path.split("/")
    return ["/".join(parts[:count]) for count in range(1, len(parts))]


def _only_case() -> Message:
    return say("its folder's name differs from another's only in letter case")
