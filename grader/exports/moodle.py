"""Moodle: the teacher's own offline grading worksheet, grades and feedback filled in."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from grader.errors import UsageError
from grader.exports.entering import Place, enter, handed_in
from grader.exports.feedback import as_html
from grader.exports.filled import Filled
from grader.exports.sheet import Row, Sheet, number_in, number_like, read_sheet
from grader.exports.worksheet import Columns, columns_of
from grader.model.gradebook import Gradebook, Mark
from grader.model.message import Message, say

PARTICIPANT = re.compile(r"\D*(\d+)\s*")
Feedback = Callable[[Mark], str | None]


def fill(
    worksheet: bytes,
    book: Gradebook,
    *,
    file: str,
    feedback: Feedback | None = None,
    include_incomplete: bool = False,
) -> Filled:
    """The worksheet with the final scores; every byte of every other row and cell is as it was.

    Students are joined by the number of the participant alone. `feedback` gives the plain text
    for a mark; it is written as HTML. `file` is what to call the worksheet in messages.

    Raises UsageError if this is no worksheet, or one of another assignment: nobody is in it, or
    its maximum grade is not the gradebook's.
    """
    sheet = read_sheet(worksheet, file, ",")
    columns = columns_of(sheet)
    numbers = _numbers(sheet, columns)
    rows = {m.student.id: numbers[m.student.id] for m in book.marks if m.student.id in numbers}
    came = handed_in(book)
    if came and not any(mark.student.id in rows for mark in came):
        raise UsageError(_nobody(file))
    for number in rows.values():
        _check_maximum(sheet, sheet.rows[number], columns, book)

    def write(mark: Mark, score: float, row: int) -> Mapping[int, str]:
        cells = {columns.grade: number_like(score, sheet.rows[row].value(columns.maximum))}
        if feedback is not None and columns.feedback is not None:
            text = feedback(mark)
            cells |= {} if text is None else {columns.feedback: as_html(text)}
        return cells

    place = Place(sheet, columns.grade, rows, tuple(numbers.values()))
    filled = enter(place, book, write, include_incomplete=include_incomplete)
    return filled.model_copy(update={"notes": _notes(columns, feedback)})


def _numbers(sheet: Sheet, columns: Columns) -> dict[str, int]:
    """The row of each participant, by number."""
    rows: dict[str, int] = {}
    for number, row in enumerate(sheet.rows[1:], 1):
        participant = PARTICIPANT.fullmatch(row.value(columns.identifier))
        if participant is None:
            continue
        if participant[1] in rows:
            first = sheet.rows[rows[participant[1]]]
            raise UsageError(_twice(sheet, row, first, row.value(columns.identifier)))
        rows[participant[1]] = number
    return rows


def _check_maximum(sheet: Sheet, row: Row, columns: Columns, book: Gradebook) -> None:
    theirs = row.value(columns.maximum).strip()
    most = number_in(theirs)
    if most is None or abs(most - book.max_score) > 1e-9:
        raise UsageError(
            say(
                "{file}, line {line}: the maximum grade is {theirs} there, and {ours} for {set}. "
                "Is it the worksheet of another assignment? If not, write `{policy}` in "
                "course.yaml.",
                file=sheet.file,
                line=row.line,
                theirs=theirs or "-",
                ours=format(book.max_score, ".12g"),
                set=book.set,
                policy=f"scale: {{to: {theirs if most is None else format(most, '.12g')}}}",
            )
        )


def _twice(sheet: Sheet, row: Row, first: Row, who: str) -> Message:
    return say(
        "{file}, line {line}: {who} is there twice, on line {first} too. Download the file again.",
        file=sheet.file,
        line=row.line,
        who=who,
        first=first.line,
    )


def _nobody(file: str) -> Message:
    return say(
        "{file}: nobody in it handed in what was graded. Is it the worksheet of another "
        "assignment? Download it from where the submissions came from.",
        file=file,
    )


def _notes(columns: Columns, feedback: Feedback | None) -> tuple[Message, ...]:
    if feedback is None or columns.feedback is not None:
        return ()
    return (
        say(
            "The worksheet has no column for feedback comments that is known here: grades were "
            "filled in, feedback was not. Switch on feedback comments in the assignment, or "
            "download the worksheet with Moodle set to English."
        ),
    )
