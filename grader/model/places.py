"""Words for a place in a student's program."""

from __future__ import annotations

from grader.model.message import Message, say
from grader.model.run import Place


def where(place: Place) -> Message:
    """A place in the student's program, as the student would point at it."""
    if place.cell is not None:
        if place.line is not None:
            return say("cell {cell}, line {line}", cell=place.cell, line=place.line)
        return say("cell {cell}", cell=place.cell)
    if place.file is not None and place.line is not None:
        return say("{file}, line {line}", file=place.file, line=place.line)
    return say("line {line}", line=place.line or 1)
