"""One outcome of grading → a mark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from grader.errors import OurError
from grader.gradebook.lateness import lateness
from grader.gradebook.scoring import scored
from grader.model.classroom import HandIn, Outcome
from grader.model.course import Policy
from grader.model.gradebook import Column, Mark
from grader.model.message import say
from grader.model.problem_set import ProblemSet
from grader.model.report import ItemResult, Report


class Marked(NamedTuple):
    """A mark, and the score that it could still become once our faults are mended."""

    mark: Mark
    potential: float


def columns_of(problem_set: ProblemSet) -> tuple[Column, ...]:
    """The set's items, in its order."""
    return tuple(
        Column(
            problem=problem.slug,
            item=item.slug,
            title=item.title,
            points=item.points,
            hidden=item.hidden,
        )
        for problem in problem_set.problems
        for item in problem.items
    )


def marked(outcome: Outcome, columns: Sequence[Column], policy: Policy) -> Marked:
    """The mark for an outcome; OurError if its report is not of these items."""
    hand_in, report = outcome.hand_in, outcome.report
    late = lateness(hand_in, policy)
    if report is None:
        perfect = [column.points for column in columns]
        best = scored(columns, perfect, policy, late).score if outcome.ours else -1.0
        return Marked(_failed(outcome, late=late.late), best)
    items = _items(report, columns, hand_in)
    now = scored(columns, [item.score for item in items], policy, late)
    hoped = [item.points if item.status == "broken" else item.score for item in items]
    mark = Mark(
        **_handed_in(hand_in),
        status="graded" if report.complete else "incomplete",
        raw=report.score,
        score=now.score,
        penalty=now.penalty,
        reasons=now.reasons,
        items=tuple(item.status for item in items),
        scores=tuple(item.score for item in items),
        flags=len(report.flags),
        seconds=report.seconds,
        late=late.late,
        isolation=report.isolation.level,
    )
    return Marked(mark, scored(columns, hoped, policy, late).score)


def _failed(outcome: Outcome, *, late: bool) -> Mark:
    return Mark(
        **_handed_in(outcome.hand_in),
        status="broken" if outcome.ours else "unreadable",
        failure=outcome.failure,
        late=late,
    )


def _handed_in(hand_in: HandIn) -> dict[str, Any]:
    return {
        "student": hand_in.student,
        "shown": hand_in.shown,
        "attempt": hand_in.attempt,
        "submitted": hand_in.submitted,
    }


def _items(report: Report, columns: Sequence[Column], hand_in: HandIn) -> list[ItemResult]:
    """The report's items in the order of the columns."""
    found: Mapping[tuple[str, str], ItemResult] = {
        (item.problem, item.item): item for item in report.items
    }
    wanted = [(column.problem, column.item) for column in columns]
    if set(wanted) != set(found):
        raise OurError(
            say(
                "The report of {shown} is not of this version of the set. Grade it again.",
                shown=hand_in.shown,
            )
        )
    return [found[key] for key in wanted]
