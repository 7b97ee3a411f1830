"""The judge's word on one item."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from grader.model.base import Model
from grader.model.message import Message

Status = Literal["passed", "failed", "error", "not_attempted", "skipped", "unavailable", "broken"]


class Verdict(Model):
    """`message` is for the student, `staff_note` (English) for those who run the course.

    `fraction` is the share of the item's points that a failed answer earns all the same.
    """

    status: Status
    message: Message | None = None
    staff_note: str | None = None
    fraction: Annotated[float, Field(gt=0, lt=1)] | None = None

    @property
    def share(self) -> float:
        """The share of the item's points, from 0 to 1."""
        return 1.0 if self.status == "passed" else self.fraction or 0.0


def passed() -> Verdict:
    """It is right."""
    return Verdict(status="passed")


def failed(message: Message, staff_note: str | None = None) -> Verdict:
    """It ran and is wrong; the message says what, why, and what to do next."""
    return Verdict(status="failed", message=message, staff_note=staff_note)


def partly(message: Message, fraction: float, staff_note: str | None = None) -> Verdict:
    """It is wrong, and that part of the points is earned: more than 0, less than 1."""
    return Verdict(status="failed", message=message, staff_note=staff_note, fraction=fraction)
