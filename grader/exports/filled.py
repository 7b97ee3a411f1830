"""A file of a learning-management system, filled in, and what could not be."""

from __future__ import annotations

from grader.model.base import Model
from grader.model.classroom import Student
from grader.model.message import Message


class Filled(Model):
    """`data` is the whole file to hand back.

    `filled` got a grade, and of these `replaced` had another before. `unmatched` are students of
    ours whom the file does not have; `held_back` are in it, but have no final score; `excused`
    are left so. `unclaimed` are rows, by what their first cell says, of whom we know nothing.
    """

    data: bytes
    filled: tuple[Student, ...] = ()
    replaced: tuple[Student, ...] = ()
    unmatched: tuple[Student, ...] = ()
    held_back: tuple[Student, ...] = ()
    excused: tuple[Student, ...] = ()
    unclaimed: tuple[str, ...] = ()
    notes: tuple[Message, ...] = ()
