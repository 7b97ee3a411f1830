"""What the reference solution shows, item by item: the same looks, in a child of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from grader.checkers import Checker
from grader.checkers.own import checker_of
from grader.errors import WireError
from grader.model.base import Model
from grader.model.exceptions import raised
from grader.model.problem_set import Item, ProblemSet
from grader.model.run import Absent, Ended, Failed, Observed, Outcome, Sighting, Unreadable
from grader.model.submission import Cell, Program
from grader.runner.session import Session
from grader.sources import with_markers
from grader.wire import validated


@dataclass(frozen=True)
class Expectation:
    """What the reference's look has seen, or why there is none (for staff).

    `cut_short`: its process ended, which on a busy machine may say nothing of the reference.
    """

    seen: Model | None
    why: str = ""
    cut_short: bool = False


def reference_program(problem_set: ProblemSet) -> Program:
    """The reference as a program to run."""
    cells = (Cell(number=1, source=problem_set.reference),)
    return with_markers(Program(kind="module", name="reference.py", cells=cells))


def expect(
    session: Session, probes: Mapping[tuple[str, str], tuple[Item, Model]]
) -> dict[tuple[str, str], Expectation]:
    """One expectation per item that looks at what a program made; closes the session."""
    expected = {
        key: _expectation(session.ask(item.check, probe, item.seconds), item, session)
        for key, (item, probe) in probes.items()
        if isinstance(checker_of(item), Checker)
    }
    session.close()
    return expected


def _expectation(outcome: Outcome | Ended, item: Item, session: Session) -> Expectation:
    if not isinstance(outcome, Observed):
        return Expectation(None, _why(outcome, session), cut_short=isinstance(outcome, Ended))
    try:
        return Expectation(seen_as(item, outcome))
    except WireError as error:
        return Expectation(None, f"reference.py: {error}")


def seen_as(item: Item, outcome: Sighting) -> Model:
    """The tree that a look brought back as its checker's record; WireError if it is not one."""
    checker = checker_of(item)
    assert isinstance(checker, Checker), "a check of the text alone sees nothing"
    seen: Model = validated(checker.Seen, outcome.seen)
    return seen


def _why(outcome: Outcome | Ended, session: Session) -> str:
    """Why the reference has nothing to show there: the file, the line, the error."""
    cells = session.ran.cells if session.ran else ()
    errors = [str(raised(cell.error)) for cell in cells if cell.error is not None]
    match outcome:
        case Failed():
            errors.insert(0, str(raised(outcome.error)))
        case Unreadable():
            errors.insert(0, outcome.why)
        case Absent() if not errors:
            errors.append(f"reference.py: there is nothing at `{outcome.name}`")
        case Ended():
            errors.insert(0, f"reference.py: {outcome.reason} {outcome.detail}".rstrip())
    return "; ".join(errors)
