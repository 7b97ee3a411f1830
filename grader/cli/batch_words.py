"""What became of submissions and students, counted, in words."""

from __future__ import annotations

from collections.abc import Mapping

from grader.batch import Kind
from grader.model.gradebook import MarkStatus
from grader.model.message import Message, say


def counts(numbers: Mapping[Kind, int] | Mapping[MarkStatus, int]) -> tuple[Message, ...]:
    """How many of each kind, those that there are."""
    return tuple(_counted(what, number) for what, number in numbers.items())


def _counted(what: Kind | MarkStatus, count: int) -> Message:
    match what:
        case "graded":
            return say("{count} graded", count=count)
        case "timed out":
            return say("{count} timed out", count=count)
        case "killed":
            return say("{count} killed", count=count)
        case "incomplete":
            return say("{count} incomplete by our fault", count=count)
        case "unreadable":
            return say("{count} unreadable", count=count)
        case "broken":
            return say("{count} broken by our fault", count=count)
        case "missing":
            return say("{count} missing", count=count)
