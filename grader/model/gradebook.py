"""What is kept of a class: one slim mark per student, ten thousand of them in memory."""

from __future__ import annotations

from typing import Literal

from grader.model.base import Model
from grader.model.classroom import Student
from grader.model.course import Policy
from grader.model.isolation import Level
from grader.model.message import Message, Text
from grader.model.report import Versions
from grader.model.verdict import Status

MarkStatus = Literal["graded", "incomplete", "unreadable", "broken", "missing"]


class Column(Model):
    """One item of the set, as a gradebook's column."""

    problem: str
    item: str
    title: Text
    points: float
    hidden: bool = False

    @property
    def name(self) -> str:
        """`problem/item`."""
        return f"{self.problem}/{self.item}"


class Mark(Model):
    """What one student gets.

    `status`: `graded`; `incomplete` (an item broke, by our fault); `unreadable` (what was handed
    in is no submission); `broken` (there is no report, by our fault); `missing` (nothing came).

    `raw` is the report's score. `score` is what the course's policy makes of it, out of the
    gradebook's `max_score`; it is not final unless the status is `graded`. Both are None where
    there is no report. `penalty` is what lateness has taken off the score. `items` and `scores`
    go with the gradebook's columns, and are empty without a report. `flags` are counted.
    `reasons` say what the policy did; `shown` is the hand-in that counts, of `attempts`.
    """

    student: Student
    status: MarkStatus
    raw: float | None = None
    score: float | None = None
    penalty: float = 0
    reasons: tuple[Message, ...] = ()
    items: tuple[Status, ...] = ()
    scores: tuple[float, ...] = ()
    flags: int = 0
    seconds: float = 0
    shown: str = ""
    attempt: int = 0
    attempts: int = 0
    submitted: str | None = None
    late: bool = False
    isolation: Level | None = None
    failure: Message | None = None


class Gradebook(Model):
    """The marks of a class for one set, by name and id.

    `raw_max` is the set's own maximum, `max_score` what marks are out of. `versions` are all that
    graded, `seeds` how many seeds there were, and `seed` the one if there was one only.
    """

    set: str
    title: Text
    set_digest: str
    policy: Policy
    columns: tuple[Column, ...]
    raw_max: float
    max_score: float
    marks: tuple[Mark, ...]
    versions: tuple[Versions, ...] = ()
    seed: int | None = None
    seeds: int = 0
