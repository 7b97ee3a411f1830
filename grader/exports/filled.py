"""A file of a learning-management system, filled in, and what could not be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from grader.model.base import Model
from grader.model.classroom import Student
from grader.model.message import Message, say_count

SHOWN = 10


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


def told(filled: Filled) -> tuple[Message, ...]:
    """What to tell the teacher of it, one line each; who is not told of is among the filled."""
    return (*_told(filled), *filled.notes)


def _told(filled: Filled) -> Iterator[Message]:
    number = len(filled.filled)
    yield say_count("{count} grade was filled in.", "{count} grades were filled in.", number)
    if who := filled.replaced:
        yield say_count(
            "{count} of them replaces another grade: {who}.",
            "{count} of them replace other grades: {who}.",
            len(who),
            who=_names(who),
        )
    if who := filled.unmatched:
        yield say_count(
            "{count} student is not in the file: {who}.",
            "{count} students are not in the file: {who}.",
            len(who),
            who=_names(who),
        )
    if who := filled.held_back:
        yield say_count(
            "{count} student has no final score, and was left as is: {who}.",
            "{count} students have no final score, and were left as they are: {who}.",
            len(who),
            who=_names(who),
        )
    yield from _left(filled)


def _left(filled: Filled) -> Iterator[Message]:
    if who := filled.excused:
        yield say_count(
            "{count} student is excused, and was left so: {who}.",
            "{count} students are excused, and were left so: {who}.",
            len(who),
            who=_names(who),
        )
    if rows := filled.unclaimed:
        yield say_count(
            "{count} row is of nobody known here, and was left as is: {rows}.",
            "{count} rows are of nobody known here, and were left as they are: {rows}.",
            len(rows),
            rows=_some(rows),
        )


def _names(students: Sequence[Student]) -> tuple[str, ...]:
    return _some([f"{each.name} ({each.id})" if each.name else each.id for each in students])


def _some(names: Sequence[str]) -> tuple[str, ...]:
    return (*names[:SHOWN], "…") if len(names) > SHOWN else tuple(names)
