"""The judge's word on one item."""

from __future__ import annotations

from typing import Literal

from grader.model.base import Model
from grader.model.message import Message

Status = Literal["passed", "failed", "error", "not_attempted", "skipped", "unavailable", "broken"]


class Verdict(Model):
    """`message` is for the student, `staff_note` (English) for those who run the course."""

    status: Status
    message: Message | None = None
    staff_note: str | None = None


def passed() -> Verdict:
    """It is right."""
    return Verdict(status="passed")


def failed(message: Message, staff_note: str | None = None) -> Verdict:
    """It ran and is wrong; the message says what, why, and what to do next."""
    return Verdict(status="failed", message=message, staff_note=staff_note)
