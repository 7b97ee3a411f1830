"""The mistakes of a problem set, collected so that all of them are told at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from grader.errors import SpecError
from grader.model.message import Message, say, say_count
from grader.model.walk import Path, written


class Marked(Protocol):
    """Something with a place in a file, counted from one."""

    @property
    def line(self) -> int:
        """The line."""
        ...

    @property
    def column(self) -> int:
        """The character within the line."""
        ...


@dataclass(frozen=True)
class Mark:
    """A place in a file, counted from one."""

    line: int
    column: int


class Mistakes:
    """The mistakes found so far in one problem set's folder."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._found: list[tuple[str, int, int, Message]] = []

    def __len__(self) -> int:
        return len(self._found)

    def add(self, file: str, what: Message, mark: Marked | None = None, path: Path = ()) -> None:
        """One more: in that file, at that mark, under that key."""
        line, column = (mark.line, mark.column) if mark else (0, 0)
        where = f"{file}:{line}:{column}" if mark else file
        if path:
            where = f"{where}: {written(path)}"
        self._found.append((file, line, column, say("{where}: {what}", where=where, what=what)))

    def told(self) -> tuple[Message, ...]:
        """Every mistake, in the order of the places."""
        return tuple(found[3] for found in sorted(self._found, key=lambda found: found[:3]))

    def raise_any(self) -> None:
        """SpecError if there are any."""
        if told := self.told():
            raise SpecError(
                say_count(
                    "The problem set in {folder} has {count} mistake.",
                    "The problem set in {folder} has {count} mistakes.",
                    len(told),
                    folder=self._folder,
                ),
                told,
            )
