"""A set of three problems, and outcomes of grading it, made of real records."""

from __future__ import annotations

from collections.abc import Callable
from itertools import zip_longest

import pytest

from grader.model.base import Model
from grader.model.classroom import HandIn, Outcome, Student
from grader.model.isolation import Isolation
from grader.model.message import Message, Text, say
from grader.model.problem_set import Item, Problem, ProblemSet
from grader.model.report import Flag, ItemResult, Report, SubmittedFiles, Versions

POINTS = {"one": (1.0, 3.0), "two": (2.0,), "three": (4.0,)}
VERSIONS = Versions(grader="0.1.0", python="3.11", numpy="2", torch="2.13", platform="Linux")


@pytest.fixture
def the_set() -> ProblemSet:
    """Problems `one` (1 + 3 points), `two` (2) and `three` (4): 10 points."""
    return ProblemSet(
        slug="demo",
        title=Text({"en": "A demo", "ko": "시범"}),
        problems=tuple(_problem(slug, points) for slug, points in POINTS.items()),
        folder="problems/demo",
        digest="d" * 64,
        reference="",
    )


def _problem(slug: str, points: tuple[float, ...]) -> Problem:
    items = tuple(
        Item(
            slug=f"{slug}-{number}",
            title=Text(f"Item {slug} {number}"),
            check="value",
            points=each,
            probe=Model(),
            rules=Model(),
            hidden=slug == "three",
        )
        for number, each in enumerate(points, 1)
    )
    return Problem(slug=slug, title=Text(slug), task=Text("Do it."), items=items)


def report_of(
    the_set: ProblemSet, statuses: str, *, seed: int = 1, flags: int = 0, version: str = "0.1.0"
) -> Report:
    """A report; `statuses` has a letter per item: p(assed), f(ailed), b(roken); the rest fail."""
    items = [(problem, item) for problem in the_set.problems for item in problem.items]
    results = tuple(
        ItemResult(
            problem=problem.slug,
            problem_title=problem.title,
            item=item.slug,
            title=item.title,
            status={"p": "passed", "b": "broken"}.get(letter, "failed"),
            score=item.points if letter == "p" else 0.0,
            points=item.points,
            hidden=item.hidden,
        )
        for (problem, item), letter in zip_longest(items, statuses[: len(items)], fillvalue="f")
    )
    return Report(
        set=the_set.slug,
        set_title=the_set.title,
        set_digest=the_set.digest,
        student="kim",
        submission=SubmittedFiles(files=("a.py",), digest="e" * 64),
        isolation=Isolation(level="sealed", meaning=say("Sealed."), layers=()),
        seed=seed,
        versions=VERSIONS.model_copy(update={"grader": version}),
        started="2026-11-20T00:00:00Z",
        seconds=0.25,
        complete="b" not in statuses,
        score=sum(each.score for each in results),
        max_score=sum(each.points for each in results),
        items=results,
        flags=(Flag(what=say("Odd."), innocent=say("Maybe not.")),) * flags,
    )


Outcomes = Callable[..., Outcome]


@pytest.fixture
def outcome(the_set: ProblemSet) -> Outcomes:
    """Makes an outcome: of the letters of a report, or of a failure."""

    def make(
        student: str,
        result: str | Message,
        *,
        attempt: int = 1,
        submitted: str | None = None,
        late: bool = False,
        ours: bool = False,
        name: str = "",
        **more: object,
    ) -> Outcome:
        hand_in = HandIn(
            student=Student(id=student, name=name),
            path=f"/somewhere/{student}.py",
            shown=f"{student}.py",
            attempt=attempt,
            submitted=submitted,
            late=late,
        )
        if isinstance(result, str):
            return Outcome(hand_in=hand_in, report=report_of(the_set, result, **more))
        return Outcome(hand_in=hand_in, failure=result, ours=ours)

    return make
