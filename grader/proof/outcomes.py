"""One program to grade with a set, and what came of it."""

from __future__ import annotations

from typing import Literal

from grader.model.base import Model
from grader.model.message import Message
from grader.model.report import ItemResult
from grader.model.run import Limits
from grader.model.verdict import Status

Role = Literal["reference", "starter", "wrong", "mutant"]

CAUGHT: frozenset[Status] = frozenset({"failed", "error", "not_attempted"})
"""The statuses of an answer that is seen to be wrong."""

OURS: frozenset[Status] = frozenset({"broken", "unavailable"})
"""The statuses that are never an answer's doing."""


class Task(Model):
    """`name` is a file of the set's folder; or the name of a program that is in `source` alone."""

    role: Role
    name: str
    seed: int
    source: str | None = None
    program_seconds: float = Limits().program_seconds


class ItemOutcome(Model):
    """One item's verdict; `key` is `problem/item`, `why` what explains it to the author."""

    key: str
    status: Status
    why: Message | str = ""


class Outcome(Model):
    """One task's verdicts, or why the program could not be read at all."""

    task: Task
    items: tuple[ItemOutcome, ...] = ()
    seconds: float = 0.0
    unreadable: Message | None = None

    def of(self, key: str) -> ItemOutcome:
        """That item's verdict."""
        return next(item for item in self.items if item.key == key)

    @property
    def passes(self) -> bool:
        """Whether every item passed."""
        return bool(self.items) and all(item.status == "passed" for item in self.items)


def outcome_of(result: ItemResult) -> ItemOutcome:
    """One result of a report. Of a fault of ours the staff note says more than the message."""
    note = result.staff_note if result.status in OURS else None
    return ItemOutcome(
        key=f"{result.problem}/{result.item}",
        status=result.status,
        why=note or result.message or "",
    )
