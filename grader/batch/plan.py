"""Which hand-ins must be graded, and which have a report already."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from grader.batch.fingerprint import fingerprint_of
from grader.batch.journal import Journal
from grader.model.classroom import HandIn, Outcome
from grader.model.message import Message, say


@dataclass(frozen=True, slots=True)
class Work:
    """A hand-in and the fingerprint of its bytes; None if they cannot be read."""

    hand_in: HandIn
    fingerprint: str | None


@dataclass(frozen=True)
class Plan:
    """`works` are all hand-ins, in order; `due` those to grade; `reused` counts the others.

    The same bytes are graded once: what several hand in is due for the first of them only.
    """

    works: tuple[Work, ...]
    due: tuple[Work, ...]
    reused: int
    context: str
    seed: int


def plan(
    hand_ins: Iterable[HandIn],
    journal: Journal,
    context: str,
    seed: int,
    regrade: Sequence[str] = (),
) -> Plan:
    """What is to be done in that context, of which the seed is a part.

    `regrade` are patterns of students and files to grade in any case.
    """
    works = tuple(map(_work, hand_ins))
    due: dict[str, Work] = {}
    known = 0
    for work in works:
        if work.fingerprint is None:
            continue
        if _is_known(work, journal, context, regrade):
            known += 1
        else:
            due.setdefault(work.fingerprint, work)
    return Plan(works, tuple(due.values()), known, context, seed)


def _work(hand_in: HandIn) -> Work:
    try:
        return Work(hand_in, fingerprint_of(hand_in.path))
    except OSError:
        return Work(hand_in, None)


def _is_known(work: Work, journal: Journal, context: str, regrade: Sequence[str]) -> bool:
    """Whether there is a report that still holds; what was our fault is tried again."""
    if work.fingerprint is None or journal.context_of(work.fingerprint) != context:
        return False
    if any(_matches(work.hand_in, pattern) for pattern in regrade):
        return False
    outcome = journal.outcome(work.fingerprint)
    return not outcome.ours and (outcome.report is None or outcome.report.complete)


def _matches(hand_in: HandIn, pattern: str) -> bool:
    student = hand_in.student
    named = (student.id, student.name, student.email, student.sid, hand_in.shown)
    return any(fnmatchcase(each, pattern) for each in named)


def outcomes(plan: Plan, journal: Journal) -> Callable[[], Iterable[Outcome]]:
    """Every hand-in's outcome, in order, read anew from the journal at each call."""

    def read() -> Iterable[Outcome]:
        return (each for work in plan.works if (each := _outcome(work, plan, journal)) is not None)

    return read


def _outcome(work: Work, plan: Plan, journal: Journal) -> Outcome | None:
    """As that student's own; None if it was not graded yet in this context."""
    if work.fingerprint is None:
        return Outcome(hand_in=work.hand_in, failure=_unreadable(work.hand_in))
    if journal.context_of(work.fingerprint) != plan.context:
        return None
    outcome = journal.outcome(work.fingerprint)
    student = work.hand_in.student
    report = outcome.report and outcome.report.model_copy(update={"student": student.known_as})
    return outcome.model_copy(update={"hand_in": work.hand_in, "report": report})


def _unreadable(hand_in: HandIn) -> Message:
    return say(
        "{file} cannot be read: give yourself the right to, and run the command again.",
        file=hand_in.shown,
    )
