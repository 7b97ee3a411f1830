"""What grades many hand-ins of one set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from grader.model.classroom import HandIn, Outcome
from grader.model.isolation import Isolation


class Engine(Protocol):
    """Opened by a function of this room, as a context manager.

    `files` are those that were written where hand-ins were graded, by the hand-in's path.
    """

    @property
    def files(self) -> Mapping[str, tuple[str, ...]]: ...

    def isolation(self) -> Isolation:
        """How students' programs are kept apart where they will run: the worst of all graders."""
        ...

    def grade(self, hand_ins: Iterable[HandIn]) -> Iterator[Outcome]:
        """The outcome of each hand-in as it comes, in no particular order.

        Hand-ins are asked for when a grader is free, a few ahead of it at most. One that cannot be
        graded has an outcome without a report; none stops the others.
        """
        ...
