"""Reading a file that may be a trap: never a link, a pipe or a device, never more than the cap."""

from __future__ import annotations

import os
import stat

from grader.model.message import Message, say

FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
)


def shown(path: str) -> str:
    """A path as text that any record can hold: bytes that are not text become escapes."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def state_of(path: str) -> os.stat_result | Message:
    """What is at that path, a link not followed; or why that cannot be said."""
    try:
        return os.lstat(path)
    except OSError as error:
        return why_not(error)
    except ValueError:
        return say("a file's name cannot hold a NUL character; check the spelling")


def read_regular(path: str, cap: int) -> bytes | Message:
    """The bytes of an ordinary file of at most `cap` bytes, or the reason why there are none."""
    state = state_of(path)
    if isinstance(state, Message):
        return state
    refusal = not_ordinary(state, cap)
    if refusal is not None:
        return refusal
    try:
        return _read(path, state, cap)
    except OSError as error:
        return why_not(error)


def not_ordinary(state: os.stat_result, cap: int) -> Message | None:
    """Why what is there is not read: it is a link, it is no ordinary file, or it is too large."""
    if stat.S_ISLNK(state.st_mode):
        return say("it is a link, and links are not followed; give the file or folder itself")
    if not stat.S_ISREG(state.st_mode):
        return say("it is not an ordinary file but a folder, a pipe, a socket or a device")
    if state.st_size > cap:
        return _too_large(cap)
    return None


def _read(path: str, state: os.stat_result, cap: int) -> bytes | Message:
    descriptor = os.open(path, FLAGS)
    with open(descriptor, "rb", buffering=0) as file:
        opened = os.fstat(descriptor)
        if not os.path.samestat(opened, state) or not stat.S_ISREG(opened.st_mode):
            return say("it was replaced while it was being read; try again")
        data = bytearray()
        while len(data) <= cap and (more := file.read(cap + 1 - len(data))):
            data += more
    return _too_large(cap) if len(data) > cap else bytes(data)


def _too_large(cap: int) -> Message:
    return say(
        "it is larger than {megabytes} MB; clear a notebook's outputs, or make the file smaller",
        megabytes=cap // 1_000_000,
    )


def why_not(error: OSError) -> Message:
    """The system's refusal in plain words."""
    if isinstance(error, FileNotFoundError):
        return say("there is no such file or folder; check the spelling and where you are")
    if isinstance(error, PermissionError):
        return say("you may not read it; change its permissions (chmod u+r) or ask its owner")
    return say(
        "the system cannot read it ({error}); copy it elsewhere and try again",
        error=error.strerror or type(error).__name__,
    )
