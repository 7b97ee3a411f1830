"""A small set and a class for it."""

from __future__ import annotations

from gettext import NullTranslations
from typing import Any

import pytest

from bench.classes import made_set
from grader.locale import Catalogue, catalogue
from grader.model.classroom import HandIn, Outcome, Student
from grader.model.isolation import Isolation
from grader.model.message import Message, say
from grader.model.problem_set import ProblemSet
from grader.model.report import ItemResult, Report, SubmittedFiles, Versions
from grader.model.run import LayerState
from grader.model.verdict import Status

HOSTILE = (
    "</script><script>alert(1)</script><!--<script><img src=x onerror=alert(1)>"
    "\"'`{{7*7}}&lt; \u202egnp\u200b\x1b[2J\x00]]>\u2028"
)


class Marking(NullTranslations):
    """Marks whatever went through the catalogue."""

    def gettext(self, message: str) -> str:
        return f"«{message}»"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"«{msgid1 if n == 1 else msgid2}»"


@pytest.fixture
def en() -> Catalogue:
    return catalogue("en")


@pytest.fixture
def marking() -> Catalogue:
    return Catalogue("ko", Marking())


@pytest.fixture
def small() -> ProblemSet:
    """Two problems; the first has eight items, the last of them hidden, the second has two."""
    return made_set(10)


def hand_in(name: str = "Ada", **changes: Any) -> HandIn:
    return HandIn(
        student=Student(id=f"id-{name}", name=name),
        path=f"{name}.py",
        shown=f"{name}.py",
        **changes,
    )


def result(
    problem_set: ProblemSet,
    number: int,
    status: Status = "passed",
    message: Message | None = None,
    **changes: Any,
) -> ItemResult:
    """The result of the set's item of that number."""
    pairs = [(problem, item) for problem in problem_set.problems for item in problem.items]
    problem, item = pairs[number]
    given = {"score": item.points if status == "passed" else 0.0} | changes
    return ItemResult(
        problem=problem.slug,
        problem_title=problem.title,
        item=item.slug,
        title=given.pop("title", item.title),
        status=status,
        points=item.points,
        message=message,
        hint=item.hint,
        hidden=item.hidden,
        **given,
    )


def report(problem_set: ProblemSet, *results: ItemResult, **changes: Any) -> Report:
    """Everything passed but what is given."""
    given = {(each.problem, each.item): each for each in results}
    count = sum(len(problem.items) for problem in problem_set.problems)
    items = tuple(
        given.get((each.problem, each.item), each)
        for each in (result(problem_set, number) for number in range(count))
    )
    usual = {
        "set": problem_set.slug,
        "set_title": problem_set.title,
        "set_digest": "a" * 64,
        "student": None,
        "submission": SubmittedFiles(files=("work.py",), digest="b" * 64),
        "isolation": Isolation(
            level="sealed",
            meaning=say("Nothing could be reached."),
            layers=(LayerState(name="landlock", state="applied"),),
        ),
        "seed": 1,
        "versions": Versions(grader="0", python="3", numpy="2", torch="2", platform="Linux"),
        "started": "2026-11-25T10:20:30.000+00:00",
        "seconds": 0.5,
        "complete": all(item.status != "broken" for item in items),
        "score": sum(item.score for item in items),
        "max_score": problem_set.max_score,
        "items": items,
    }
    return Report(**(usual | changes))


def graded(name: str, problem_set: ProblemSet, *results: ItemResult, **changes: Any) -> Outcome:
    return Outcome(hand_in=hand_in(name), report=report(problem_set, *results, **changes))
