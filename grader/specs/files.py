"""The files of a problem set's folder."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from hashlib import sha256

from grader.model.message import Message, say
from grader.model.walk import Path
from grader.specs.explain import Wrong
from grader.specs.mistakes import Mark, Mistakes
from grader.specs.source import unparsable
from grader.specs.tree import Node, shortened
from grader.specs.unknown import unknown

SPEC = "set.yaml"
REFERENCE = "reference.py"
STARTER = "starter.py"
CHECKS = "checks.py"
WRONG = "wrong"
MAX_BYTES = 1 << 20


class Folder:
    """A problem set's folder. What cannot be read is added to `mistakes`."""

    def __init__(self, path: str, mistakes: Mistakes) -> None:
        self.path = path
        self._mistakes = mistakes
        self._bytes: dict[str, bytes] = {}

    def file(self, name: str) -> str:
        """The path of a file of this folder."""
        return os.path.join(self.path, name)

    def has(self, name: str) -> bool:
        """Whether there is something of that name."""
        return os.path.lexists(self.file(name))

    def text(self, name: str) -> str | None:
        """The file's text, or None after a mistake."""
        found = read_bytes(self.file(name))
        if isinstance(found, bytes):
            self._bytes[name] = found
            text = decoded(found)
            if isinstance(text, str):
                return text
            self._mistakes.add(self.file(name), *text)
        else:
            self._mistakes.add(self.file(name), found)
        return None

    def python(self, name: str) -> str | None:
        """The text of a Python file that can be parsed, or None after a mistake."""
        text = self.text(name)
        wrong = None if text is None else unparsable(text)
        if wrong is None:
            return text
        what = say("Python cannot read this: {why}.", why=wrong.why)
        self._mistakes.add(self.file(name), what, wrong.mark)
        return None

    def digest(self) -> str:
        """SHA-256, as hexadecimal text, of what decides a verdict and has been read."""
        names = (SPEC, REFERENCE, CHECKS)
        return digest_of({name: self._bytes[name] for name in names if name in self._bytes})

    def wrong_answers(self) -> tuple[str, ...]:
        """The Python files in `wrong`, by the names that `catches` uses."""
        try:
            names = sorted(os.listdir(self.file(WRONG)))
        except OSError:
            return ()
        return tuple(f"{WRONG}/{name}" for name in names if name.endswith(".py"))


def uncaught(root: Node, answers: tuple[str, ...]) -> list[Wrong]:
    """Each entry of a `catches` that names no file."""
    found: list[Wrong] = []
    for p, problem in root.entries("problems"):
        for i, item in problem.entries("items"):
            for number, node in item.entries("catches"):
                if isinstance(node.value, str) and node.value not in answers:
                    path: Path = ("problems", p, "items", i, "catches", number)
                    found.append(Wrong(path, _no_answer(node.value, answers), node))
    return found


def _no_answer(name: str, answers: tuple[str, ...]) -> Message:
    if not answers:
        return say(
            "There is no file `{name}`: no Python file is in the set's folder `wrong`.",
            name=shortened(name),
        )
    return unknown(say("file"), name, answers)


def has_own_checks(folder: str) -> bool:
    """Whether loading the set in that folder runs code of its author's."""
    return os.path.lexists(os.path.join(folder, CHECKS))


def digest_of(files: Mapping[str, bytes]) -> str:
    """SHA-256 of names and bytes."""
    digest = sha256()
    for name, data in sorted(files.items()):
        digest.update(f"{name}:{len(data)}:".encode())
        digest.update(data)
    return digest.hexdigest()


def read_bytes(path: str) -> bytes | Message:
    """The bytes of an ordinary file, or why they cannot be had. Never waits for a pipe's writer."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                return say("This is not an ordinary file.")
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return say("There is no such file; a problem set needs one.")
    except OSError as error:
        return say("The file cannot be read: {why}.", why=error.strerror or str(error))
    if len(data) > MAX_BYTES:
        return say("The file is larger than {most} KiB.", most=MAX_BYTES >> 10)
    return data


def decoded(data: bytes) -> str | tuple[Message, Mark]:
    """The text, less a byte order mark; or why it is none, and where."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start]
        mark = Mark(before.count(b"\n") + 1, error.start - before.rfind(b"\n"))
        byte = f"0x{error.object[error.start]:02X}"
        return say("The file is not UTF-8 (byte {byte}); save it as UTF-8.", byte=byte), mark
