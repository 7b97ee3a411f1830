"""A folder as it is listed: names, kinds and paths. Nothing in it is read or followed."""

from __future__ import annotations

import os
import stat
from typing import Literal, NamedTuple

from grader.collect.caps import MAX_ENTRIES
from grader.collect.names import is_left_by_tools, nfc, shown_path
from grader.model.classroom import Overlooked
from grader.model.message import Message, say

READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


class Entry(NamedTuple):
    """A file or folder: its name in NFC, its real path, and its path for people."""

    name: str
    path: str
    shown: str
    kind: Literal["file", "folder"]
    changed: float


class Tree(NamedTuple):
    """A folder: its own entries, sorted by name, and those that cannot be taken."""

    folder: Entry
    entries: tuple[Entry, ...]
    overlooked: tuple[Overlooked, ...]

    @property
    def folders(self) -> tuple[Entry, ...]:
        """The folders among the entries."""
        return tuple(each for each in self.entries if each.kind == "folder")

    @property
    def files(self) -> tuple[Entry, ...]:
        """The files among the entries."""
        return tuple(each for each in self.entries if each.kind == "file")


def root(path: str, shown: str = "") -> Entry:
    """The folder itself as an entry; paths for people begin after `shown`."""
    name = nfc(os.path.basename(os.path.abspath(path)))
    return Entry(name, path, shown, "folder", 0.0)


def tree_of(folder: Entry) -> Tree | Message:
    """What is in the folder, without what tools left; or why it cannot be listed."""
    names = _names_in(folder.path)
    if isinstance(names, Message):
        return names
    found = [entry_of(folder, name) for name in names if not is_left_by_tools(nfc(name))]
    taken = tuple(each for each in found if isinstance(each, Entry))
    return Tree(folder, taken, tuple(each for each in found if isinstance(each, Overlooked)))


def _names_in(path: str) -> list[str] | Message:
    names: list[str] = []
    try:
        with os.scandir(path) as listing:
            for each in listing:
                names.append(each.name)
                if len(names) > MAX_ENTRIES:
                    return say("it holds more than {most} files and folders", most=MAX_ENTRIES)
    except OSError as error:
        return why_not(error)
    return sorted(names)


def entry_of(folder: Entry, name: str) -> Entry | Overlooked:
    """What is there under that name; a link, a pipe or an unreadable file is overlooked."""
    path = os.path.join(folder.path, name)
    shown = f"{folder.shown}{nfc(text_of(name))}"
    state = _state(path)
    if isinstance(state, Message):
        return Overlooked(shown=shown_path(shown), why=state)
    is_folder = stat.S_ISDIR(state.st_mode)
    kind: Literal["file", "folder"] = "folder" if is_folder else "file"
    whole = f"{shown}/" if is_folder else shown
    return Entry(nfc(name), path, whole, kind, state.st_mtime)


def text_of(name: str) -> str:
    """A file's name as text that any record can hold: bytes that are not text become escapes."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _state(path: str) -> os.stat_result | Message:
    """What is at the path, if it can be taken; else why not."""
    if not is_text(path):
        return say("its name is not UTF-8; if it comes from a zip, give the zip itself")
    try:
        state = os.lstat(path)
        return _refusal(state.st_mode, path) or state
    except OSError as error:
        return why_not(error)


def is_text(path: str) -> bool:
    """Whether a record can hold the path: the system's names are bytes of any kind."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def _refusal(mode: int, path: str) -> Message | None:
    if stat.S_ISLNK(mode):
        return say("it is a link, and links are not followed; put the file itself there")
    if stat.S_ISDIR(mode):
        return None
    if not stat.S_ISREG(mode):
        return say("it is not an ordinary file but a pipe, a socket or a device")
    os.close(os.open(path, READ))
    return None


def why_not(error: OSError) -> Message:
    """The system's refusal in plain words."""
    if isinstance(error, PermissionError):
        return say("you may not read it; change its permissions (chmod u+r) or ask its owner")
    if isinstance(error, FileNotFoundError):
        return say("there is no such file or folder; check the spelling and where you are")
    return say(
        "the system cannot read it ({error}); copy it elsewhere and try again",
        error=error.strerror or type(error).__name__,
    )
