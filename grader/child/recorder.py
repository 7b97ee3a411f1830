"""What is noted down while a program runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import CodeType
from typing import Any

from grader.child.builtin_copy import BUILTINS
from grader.child.snapshots import Snapshots
from grader.child.spies import Spies
from grader.child.trail import Trail
from grader.model.message import Message

__builtins__ = BUILTINS

MAX_NOTES = 50
Tell = Callable[[int, int], None]
"""Told the cell and the line of each piece before it runs."""


class Recorder:
    """The cell that runs, what it displays, and notes for people.

    `figures` are those of cells that have ended. What a job asks to be followed is told of every
    top-level statement.
    """

    def __init__(self, tell: Tell, snapshots: Snapshots, spies: Spies, trail: Trail) -> None:
        self._tell = tell
        self._snapshots = snapshots
        self.spies = spies
        self.trail = trail
        self._notes: dict[str, Message] = {}
        self.cell = 1
        self.displays: list[tuple[int, object]] = []
        self.figures: list[Any] = []

    def step(self, line: int, code: CodeType | None = None) -> None:
        """A statement is about to run."""
        self._tell(self.cell, line)
        self.trail.step(self.cell, line, code)

    def done(self, namespace: dict[str, object]) -> None:
        """A statement has run, or raised."""
        self._snapshots.take(namespace)
        self.spies.after(namespace)
        self.trail.done(namespace)

    def show(self, shown: object) -> None:
        """The cell displayed an object."""
        self.displays.append((self.cell, shown))
        self.trail.show(shown)

    def note(self, message: Message) -> None:
        """Something that people should know; said once."""
        if len(self._notes) < MAX_NOTES:
            self._notes.setdefault(str(message), message)

    @property
    def notes(self) -> tuple[Message, ...]:
        """All notes, in the order in which they came up."""
        return tuple(self._notes.values())

    @property
    def made(self) -> Mapping[str, object]:
        """Watched values as they were when made."""
        return self._snapshots.made
