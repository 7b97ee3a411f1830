"""Grades what is due and writes each outcome down as it comes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from grader.batch.journal import Journal
from grader.batch.plan import Plan
from grader.model.classroom import Outcome
from grader.model.run import TIMED_OUT

if TYPE_CHECKING:
    from grader.engine import Engine

Kind = Literal["graded", "timed out", "killed", "broken", "unreadable"]
"""What became of a submission: `broken` is our fault, all others have what is the student's due."""


def grade_all(
    plan: Plan, engine: Engine, journal: Journal, tell: Callable[[Outcome], None]
) -> None:
    """Grades what is due; each outcome is on the disk before it is told of."""
    fingerprints = {work.hand_in.path: work.fingerprint for work in plan.due}
    for outcome in engine.grade(work.hand_in for work in plan.due):
        fingerprint = fingerprints[outcome.hand_in.path]
        assert fingerprint is not None, "what cannot be read is not due"
        journal.add(fingerprint, plan.context, outcome)
        tell(outcome)


def kind_of(outcome: Outcome) -> Kind:
    """What became of it, in one word."""
    if outcome.report is None:
        return "broken" if outcome.ours else "unreadable"
    if not outcome.report.complete:
        return "broken"
    if TIMED_OUT.intersection(outcome.report.ended):
        return "timed out"
    return "killed" if outcome.report.ended else "graded"
