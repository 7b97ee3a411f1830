"""One hand-in as the class page keeps it: a few hundred bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from grader.model.classroom import HandIn, Outcome, Student
from grader.model.order import Key
from grader.model.problem_set import ProblemSet
from grader.model.report import Report
from grader.model.run import TIMED_OUT
from grader.pages.marks import NOTHING, letter_of
from grader.pages.said import Said

Link = Callable[[Outcome], str | None]
FinalScore = Callable[[HandIn], float | None]


@dataclass(frozen=True, slots=True)
class Who:
    """A student's hand-in as people tell it apart: a name, an id, a page."""

    name: str
    id: str
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """`score` is the final one; `marks` has a letter per item, none if there is no report.

    `tags` are words from `filters.TAGS`: what the row can be found by.
    """

    who: Who
    score: float | None
    seconds: float
    marks: str
    tags: frozenset[str]


def items_of(problem_set: ProblemSet) -> dict[Key, int]:
    """Where each item stands in the set, counted from 0."""
    keys = ((problem.slug, item.slug) for problem in problem_set.problems for item in problem.items)
    return {key: number for number, key in enumerate(keys)}


def who(hand_in: HandIn, said: Said, link: str | None = None) -> Who:
    """The student's name, or their id if nobody told it; later attempts say that they are."""
    person = _person(hand_in.student, said)
    shown = person.name if hand_in.attempt == 1 else f"{person.name} #{hand_in.attempt}"
    return Who(shown, person.id, link)


def row(outcome: Outcome, items: Mapping[Key, int], person: Who) -> Row:
    """The slim record of an outcome, with the score of its report."""
    report = outcome.report
    return Row(
        who=person,
        score=report.score if report else None,
        seconds=report.seconds if report else 0.0,
        marks=_marks(report, items) if report else "",
        tags=frozenset(_tags(outcome)),
    )


def missing_row(student: Student, said: Said) -> Row:
    """Somebody who handed in nothing."""
    return Row(_person(student, said), None, 0.0, "", frozenset({"missing"}))


def _person(student: Student, said: Said) -> Who:
    return Who(said(student.known_as), said(student.id) if student.name else "")


def _marks(report: Report, items: Mapping[Key, int]) -> str:
    marks = [NOTHING] * len(items)
    for item in report.items:
        place = items.get((item.problem, item.item))
        if place is not None:
            marks[place] = letter_of(item)
    return "".join(marks)


def _tags(outcome: Outcome) -> set[str]:
    tags = {"late"} if outcome.hand_in.late else set()
    if outcome.report is None:
        return tags | {"ours" if outcome.ours else "unreadable"}
    return tags | _tags_of(outcome.report)


def _tags_of(report: Report) -> set[str]:
    facts = {
        "graded": True,
        "incomplete": not report.complete,
        "timed_out": bool(TIMED_OUT & set(report.ended)),
        "stopped": bool(set(report.ended) - TIMED_OUT),
        "flagged": bool(report.flags),
        "perfect": report.score >= report.max_score,
        "imperfect": report.score < report.max_score,
    }
    return {tag for tag, holds in facts.items() if holds}
