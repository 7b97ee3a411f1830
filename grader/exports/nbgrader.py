"""The CSV that `nbgrader export` writes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from grader.exports.table import Cell, table
from grader.gradebook import final_score
from grader.model.gradebook import Gradebook, Mark

HEAD = (
    *("assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email"),
    *("raw_score", "late_submission_penalty", "score", "max_score"),
)


def render(book: Gradebook, *, bom: bool = False, include_incomplete: bool = False) -> bytes:
    """One row per student: times in UTC, and scores after the policy's scale.

    As there, who handed nothing in has 0; where no score is final, the scores are empty.
    """
    return table(_rows(book, include_incomplete), bom=bom)


def _rows(book: Gradebook, include_incomplete: bool) -> Iterator[list[Cell]]:
    yield [*HEAD]
    due = None if book.policy.due is None else _time(book.policy.due)
    for mark in book.marks:
        last, first = _names(mark.student.name)
        scores = _scores(mark, final_score(mark, include_incomplete=include_incomplete))
        student = (mark.student.id, last, first, mark.student.email)
        yield [book.set, due, _submitted(mark), *student, *scores, book.max_score]


def _scores(mark: Mark, final: float | None) -> tuple[Cell, Cell, Cell]:
    """Before lateness, what lateness took, and what is left."""
    if mark.status == "missing":
        return 0.0, 0.0, 0.0
    return (None, None, None) if final is None else (final + mark.penalty, mark.penalty, final)


def _submitted(mark: Mark) -> str | None:
    return None if mark.submitted is None else _time(datetime.fromisoformat(mark.submitted))


def _time(moment: datetime) -> str:
    moment = moment.astimezone(UTC) if moment.tzinfo is not None else moment
    return moment.strftime("%Y-%m-%d %H:%M:%S")


def _names(name: str) -> tuple[str, str]:
    """Last and first; a name of one word is a last name. “Last, First” is understood."""
    if "," in name:
        last, _, first = name.partition(",")
    else:
        first, _, last = name.rpartition(" ")
    return last.strip(), first.strip()
