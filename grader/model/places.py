"""Words for a place in a student's program."""

from __future__ import annotations

from collections.abc import Iterator

from grader.model.message import Message, say
from grader.model.run import Place

PLACES = (
    "cell {cell}, line {line}",
    "cell {cell}",
    "{file}, line {line}",
    "line {line}",
)
"""The templates of `where`."""


def where(place: Place) -> Message:
    """A place in the student's program, as the student would point at it."""
    if place.cell is not None:
        if place.line is not None:
            return say("cell {cell}, line {line}", cell=place.cell, line=place.line)
        return say("cell {cell}", cell=place.cell)
    if place.file is not None and place.line is not None:
        return say("{file}, line {line}", file=place.file, line=place.line)
    return say("line {line}", line=place.line or 1)


def place_in(message: Message) -> Place | None:
    """The first place that a message names by `where`, however deep within it."""
    return next(_places(message), None)


def _places(message: Message) -> Iterator[Place]:
    values = message.values
    if message.template in PLACES:
        cell, line, file = (values.get(name) for name in ("cell", "line", "file"))
        yield Place(
            cell=cell if isinstance(cell, int) else None,
            line=line if isinstance(line, int) else None,
            file=file[:200] if isinstance(file, str) else None,
        )
    for value in values.values():
        if isinstance(value, Message):
            yield from _places(value)
