"""What the reference solution shows, item by item: the same looks, in a child of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from grader.checkers import checker_named
from grader.errors import WireError
from grader.model.base import Model
from grader.model.problem_set import Item, ProblemSet
from grader.model.run import Ended, Observed, Outcome
from grader.model.submission import Cell, Program
from grader.runner.session import Session
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
    return Program(
        kind="module", name="reference.py", cells=(Cell(number=1, source=problem_set.reference),)
    )


def expect(
    session: Session, probes: Mapping[tuple[str, str], tuple[Item, Model]]
) -> dict[tuple[str, str], Expectation]:
    """One expectation per item; closes the session."""
    expected = {
        key: _expectation(session.ask(item.check, probe), item, session)
        for key, (item, probe) in probes.items()
    }
    session.close()
    return expected


def _expectation(outcome: Outcome | Ended, item: Item, session: Session) -> Expectation:
    if not isinstance(outcome, Observed):
        why = f"reference.py: {outcome!r} {_errors(session)}"
        return Expectation(None, why, cut_short=isinstance(outcome, Ended))
    try:
        return Expectation(seen_as(item, outcome))
    except WireError as error:
        return Expectation(None, f"reference.py: {error}")


def seen_as(item: Item, outcome: Observed) -> Model:
    """The tree that a look brought back as its checker's record; WireError if it is not one."""
    seen: Model = validated(checker_named(item.check).Seen, outcome.seen)
    return seen


def _errors(session: Session) -> str:
    cells = session.ran.cells if session.ran else ()
    return "; ".join(str(cell.error) for cell in cells if cell.error is not None)
