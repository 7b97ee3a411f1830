"""Points in words."""

from __future__ import annotations

from grader.model.message import Message, say, say_count


def points_of(points: float) -> Message:
    """`1 point`, `2 points`, `1.5 points`."""
    if points == int(points):
        return say_count("{count} point", "{count} points", int(points))
    return say("{points} points", points=points)
