"""A class: who handed in what, and what came of grading it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from grader.model.base import Model
from grader.model.message import Message
from grader.model.report import Report


class Student(Model):
    """One person of the class. `id` is what the learning-management system knows them by.

    It is unique within a class: Moodle's participant number, Canvas's user number, the folder's
    or file's name where nothing else is known. Fields that nobody told are empty.
    """

    id: Annotated[str, Field(min_length=1)]
    name: str = ""
    email: str = ""
    sid: str = ""

    @property
    def known_as(self) -> str:
        """The name, or the id if nobody told one."""
        return self.name or self.id


class HandIn(Model):
    """One attempt of one student, found but not read yet.

    `path` is the file or folder to read; `shown` is how people know it: its path in what was
    downloaded, on one line, never longer than people read. `attempt` counts a student's own from
    one, the oldest first. `submitted` is UTC in ISO 8601, where the layout tells it; `late` is
    what the learning-management system says itself. `notes` are for staff.
    """

    student: Student
    path: str
    shown: str
    attempt: Annotated[int, Field(ge=1)] = 1
    submitted: str | None = None
    late: bool = False
    notes: tuple[Message, ...] = ()


class Overlooked(Model):
    """A file or folder that was not taken for a submission, and why."""

    shown: str
    why: Message


class Collection(Model):
    """All that was found in one place.

    `layout` is the recognised one's name. `hand_ins` are those to grade, by student and attempt;
    `superseded` are attempts that the rule left out; `missing` are students of the roster without
    any; `overlooked` is whatever was not recognised.
    """

    layout: str
    hand_ins: tuple[HandIn, ...]
    superseded: tuple[HandIn, ...] = ()
    missing: tuple[Student, ...] = ()
    overlooked: tuple[Overlooked, ...] = ()


class Outcome(Model):
    """What came of one hand-in: a report, or the reason why there is none.

    `ours` tells whose fault a missing report is: the grader's, or that of what was handed in.
    """

    hand_in: HandIn
    report: Report | None = None
    failure: Message | None = None
    ours: bool = False
