"""What every layout is: a name, how sure it is of a folder, and what it takes from it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from grader.collect.handed import Workroom
from grader.collect.tree import Tree
from grader.model.classroom import HandIn


class Wish(NamedTuple):
    """What the caller asks for: the assignment, where one download holds several."""

    assignment: str | None = None


class Layout(NamedTuple):
    """`recognise` says how sure it is that the folder is of this layout, from 0 to 1.

    `collect` gives one hand-in for each attempt, the oldest of a student's first; what it does
    not take it tells the workroom. `keeps_ids`: the students' ids are the system's own, which
    takes results back by them, so that a roster's ids must not replace them.
    """

    name: str
    recognise: Callable[[Tree], float]
    collect: Callable[[Tree, Workroom, Wish], list[HandIn]]
    keeps_ids: bool


def share(count: int, tree: Tree) -> float:
    """Which part of the folder's entries that is."""
    return count / len(tree.entries) if tree.entries else 0.0
