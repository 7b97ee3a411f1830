"""`gradebook.csv`: one row per student, everything that is kept of them. For staff."""

from __future__ import annotations

from collections.abc import Iterator

from grader.exports.table import Cell, table
from grader.gradebook import attention, final_score
from grader.locale import Catalogue
from grader.model.gradebook import Gradebook, Mark

HEAD = (
    *("student", "name", "email", "sid", "status", "score", "max_score"),
    *("raw_score", "raw_max_score", "penalty", "late", "submitted", "attempt", "attempts"),
    *("flags", "seconds", "isolation", "file", "notes"),
)


def render(
    book: Gradebook, catalogue: Catalogue, *, bom: bool = True, include_incomplete: bool = False
) -> bytes:
    """The gradebook as CSV. `score` is empty where it is not final, `raw_score` never lies.

    Behind the fixed columns stand each problem's score, as `problem`, and each item's score and
    status, as `problem/item` and `problem/item status`.
    """
    return table(_rows(book, catalogue, include_incomplete), bom=bom)


def _rows(book: Gradebook, catalogue: Catalogue, include_incomplete: bool) -> Iterator[list[Cell]]:
    problems = dict.fromkeys(column.problem for column in book.columns)
    items = (name for column in book.columns for name in (column.name, f"{column.name} status"))
    yield [*HEAD, *problems, *items]
    for mark in book.marks:
        yield [*_fixed(book, mark, catalogue, include_incomplete), *_scores(book, mark)]


def _fixed(
    book: Gradebook, mark: Mark, catalogue: Catalogue, include_incomplete: bool
) -> list[Cell]:
    student, came, graded = mark.student, mark.status != "missing", mark.raw is not None
    return [
        *(student.id, student.name, student.email, student.sid, mark.status),
        *(final_score(mark, include_incomplete=include_incomplete), book.max_score),
        *(mark.raw, book.raw_max, mark.penalty if graded else None),
        *(mark.late if came else None, mark.submitted),
        *(mark.attempt or None, mark.attempts or None),
        *(mark.flags if graded else None, round(mark.seconds, 3) if graded else None),
        *(mark.isolation, mark.shown, _notes(book, mark, catalogue)),
    ]


def _notes(book: Gradebook, mark: Mark, catalogue: Catalogue) -> str:
    said = dict.fromkeys(map(catalogue.render, (*attention(book, mark), *mark.reasons)))
    return " ".join(said)


def _scores(book: Gradebook, mark: Mark) -> Iterator[Cell]:
    """Each problem's sum, then each item's score and status; empty cells without a report."""
    if mark.raw is None:
        problems = {column.problem for column in book.columns}
        yield from [None] * (len(problems) + 2 * len(book.columns))
        return
    sums: dict[str, float] = {}
    for column, score in zip(book.columns, mark.scores, strict=True):
        sums[column.problem] = sums.get(column.problem, 0.0) + score
    yield from sums.values()
    for score, status in zip(mark.scores, mark.items, strict=True):
        yield score
        yield status
