"""What is said once, above the items."""

from __future__ import annotations

from grader.grading.verdicts import Case
from grader.grading.words import ended
from grader.model.exceptions import raised
from grader.model.message import Message, say
from grader.model.places import where
from grader.model.run import Raised
from grader.runner.session import Lost


def notes_of(case: Case) -> tuple[Message, ...]:
    """Pieces that failed or were lost, cells run out of order, and what the child noted."""
    said = [*_order(case), *_lost(case), *_errors(case)]
    if case.ran is not None:
        said += case.ran.notes
    return tuple(said)


def _order(case: Case) -> list[Message]:
    pair = case.submission.ran_out_of_order
    if pair is None:
        return []
    return [
        say(
            "When you saved the notebook, cell {later} had been run before cell {earlier}. Grading "
            "runs the cells from top to bottom: try “Restart and run all” before you submit.",
            earlier=pair[0],
            later=pair[1],
        )
    ]


def _lost(case: Case) -> list[Message]:
    return [_left_out(each, case) for each in case.lost]


def _left_out(lost: Lost, case: Case) -> Message:
    what = ended(lost.ended, case.limits.program_seconds, case.limits)
    step = lost.step
    if case.is_notebook:
        return say(
            "Cell {cell} was left out. At line {line} {what}",
            cell=step.cell,
            line=step.line,
            what=what,
        )
    place = where(case.place(step.cell, step.line))
    return say("Everything from {where} on was left out: {what}", where=place, what=what)


def _errors(case: Case) -> list[Message]:
    lost = {each.step.cell for each in case.lost}
    cells = case.ran.cells if case.ran else ()
    return [
        _error(cell.error, case)
        for cell in cells
        if cell.error is not None and cell.number not in lost
    ]


def _error(cause: Raised, case: Case) -> Message:
    error = raised(cause)
    if cause.caret is not None:
        error = say("{error}\n{caret}", error=error, caret=cause.caret)
    if case.is_notebook:
        return say("An error stopped a cell; the cells after it were run. {error}", error=error)
    return say(
        "An error stopped the program; what it had made until then was graded. {error}", error=error
    )
