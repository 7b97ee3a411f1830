"""A gradebook made of real records."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from grader.model.classroom import Student
from grader.model.course import Late, Policy
from grader.model.gradebook import Column, Gradebook, Mark
from grader.model.message import Text, say
from grader.model.report import Versions

COLUMNS = (
    Column(problem="make", item="shape", title=Text("shape"), points=4),
    Column(problem="make", item="dtype", title=Text("dtype"), points=2),
    Column(problem="share", item="memory", title=Text("memory"), points=4, hidden=True),
)
VERSIONS = Versions(grader="0.1.0", python="3.11", numpy="2", torch="2.13", platform="Linux")
STATUSES = {"p": "passed", "f": "failed", "b": "broken", "u": "unavailable"}
HOSTILE = '=HYPERLINK("http://example.org","이기")\r\n\x1b[2J\u202e,"'


def mark_of(student: Student | str, letters: str = "ppp", **more: object) -> Mark:
    """A mark with a report of those item statuses, each by its letter."""
    who = student if isinstance(student, Student) else Student(id=student)
    scores = tuple(
        column.points if letter == "p" else 0.0
        for column, letter in zip(COLUMNS, letters, strict=True)
    )
    values: dict[str, object] = {
        "student": who,
        "status": "incomplete" if "b" in letters else "graded",
        "raw": sum(scores),
        "score": sum(scores),
        "items": tuple(STATUSES[letter] for letter in letters),
        "scores": scores,
        "seconds": 0.25,
        "shown": f"{who.id}.py",
        "attempt": 1,
        "attempts": 1,
        "isolation": "sealed",
    }
    return Mark(**values | more)


def gradebook(*marks: Mark, max_score: float = 10, **more: object) -> Gradebook:
    values: dict[str, object] = {
        "set": "demo",
        "title": Text({"en": "A demo", "ko": "시범"}),
        "set_digest": "d" * 64,
        "policy": Policy(late=Late(percent=10)),
        "columns": COLUMNS,
        "raw_max": 10,
        "max_score": max_score,
        "marks": marks,
        "versions": (VERSIONS,),
        "seed": 7,
        "seeds": 1,
    }
    return Gradebook(**values | more)


@pytest.fixture
def mark() -> Callable[..., Mark]:
    """Makes a mark: `mark("kim", "pfp")`."""
    return mark_of


@pytest.fixture
def book() -> Callable[..., Gradebook]:
    """Makes a gradebook of marks."""
    return gradebook


@pytest.fixture
def a_class() -> Gradebook:
    """Six students, one of each fate, one of them hostile."""
    late = say("It came late, on the first day: {percent}% off.", percent=10)
    kim = Student(id="101", name="김하나", email="hana@example.org", sid="2026-001")
    return gradebook(
        mark_of(kim, "pfp", flags=2),
        mark_of(
            Student(id="102", name="Lee, Sam"),
            "ppp",
            score=9.0,
            penalty=1.0,
            late=True,
            submitted="2026-11-20T15:00:00Z",
            reasons=(late,),
        ),
        mark_of(Student(id="103", name="O'Neil, Ann"), "pbp"),
        Mark(
            student=Student(id="104", name=HOSTILE),
            status="unreadable",
            failure=say("It is no notebook: {why}.", why=HOSTILE),
            shown=HOSTILE,
            attempt=1,
            attempts=1,
        ),
        Mark(
            student=Student(id="105"),
            status="broken",
            failure=say("The worker died twice."),
            shown="105.py",
            attempt=2,
            attempts=2,
        ),
        Mark(student=Student(id="106", name="Absent"), status="missing"),
    )
