"""Which scores are final, and which students need a human's look."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from grader.model.gradebook import Gradebook, Mark, MarkStatus
from grader.model.message import Message, say, say_count

WHY: Mapping[MarkStatus, Message] = MappingProxyType(
    {
        "incomplete": say("An item could not be graded, by our fault: the score is not final."),
        "unreadable": say("What was handed in cannot be read."),
        "broken": say("It could not be graded, by our fault."),
    }
)


def final_score(mark: Mark, *, include_incomplete: bool = False) -> float | None:
    """The score that may leave the house; None if there is none, or it is not final.

    `include_incomplete` lets go of what an incomplete report has so far, too.
    """
    passes = mark.status == "graded" or (include_incomplete and mark.status == "incomplete")
    return mark.score if passes else None


def attention(book: Gradebook, mark: Mark) -> tuple[Message, ...]:
    """Why somebody has to look at this student, if they have to."""
    return tuple(_attention(book, mark))


def _attention(book: Gradebook, mark: Mark) -> Iterator[Message]:
    if mark.status in WHY:
        yield WHY[mark.status]
    if mark.failure is not None:
        yield mark.failure
    if mark.status == "unreadable" and mark.attempts > 1:
        yield say("There are other attempts.")
    if mark.late and book.policy.late is not None and mark.submitted is None:
        yield say("It is late, but nobody said by how much: nothing was taken off.")
    if mark.flags:
        yield say_count("There is {count} flag to look at.", "There are {count} flags.", mark.flags)
