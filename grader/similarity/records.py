"""Which submissions are alike, how much, and where."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from grader.model.base import Model
from grader.model.classroom import Student

Share = Annotated[float, Field(ge=0, le=1)]


class Fragment(Model):
    """A piece of a program that the other has too: its first line, and its text, cut.

    `cell` is the notebook's code cell, None in a module.
    """

    cell: int | None
    line: Annotated[int, Field(ge=1)]
    text: str


class Side(Model):
    """One of two: `share` is the part of its own code that the other has too."""

    student: Student
    share: Share
    fragments: tuple[Fragment, ...]


class Pair(Model):
    """Two submissions, that of the lesser id first."""

    left: Side
    right: Side

    @property
    def share(self) -> float:
        """The larger share of the two: a part of a program may be the whole of another."""
        return max(self.left.share, self.right.share)


class Similarities(Model):
    """The pairs from the threshold on, the most alike first.

    `compared` counts the submissions that have code of their own to compare; `short` those that do
    not; `left_out` the pairs beyond the most that are kept.
    """

    threshold: Share
    compared: int
    short: int
    pairs: tuple[Pair, ...]
    left_out: int = 0
