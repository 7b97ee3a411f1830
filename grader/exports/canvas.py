"""Canvas: the exported gradebook, one assignment's column filled in."""

from __future__ import annotations

from collections.abc import Mapping

from grader.errors import UsageError
from grader.exports.canvas_sheet import assignment_column, points_row, student_rows
from grader.exports.entering import Place, enter, handed_in
from grader.exports.filled import Filled
from grader.exports.people import matched
from grader.exports.sheet import number_like, read_sheet
from grader.model.gradebook import Gradebook, Mark
from grader.model.message import say


def fill(
    export: bytes,
    book: Gradebook,
    *,
    file: str,
    assignment: str | None = None,
    include_incomplete: bool = False,
) -> Filled:
    """The export with the final scores in the assignment's column, all else byte for byte.

    `assignment` is the column's whole header (`Title (id)`), its title or its id; else it is the
    set's title, in any of its languages. Students are matched by ID, SIS User ID, SIS Login ID,
    then name. Who is excused (`EX`) stays so. `file` is what to call the export in messages.

    Raises UsageError if the column is not there (a new one is never made: Canvas would take it
    for a new assignment), has another maximum or is read only; if an id is there twice, or nobody
    matches.
    """
    sheet = read_sheet(export, file)
    column = assignment_column(sheet, book, assignment)
    points = sheet.rows[points_row(sheet, column, book)].value(column)
    everybody = student_rows(sheet)
    rows = matched([mark.student for mark in book.marks], everybody, sheet)
    came = handed_in(book)
    if came and not any(mark.student.id in rows for mark in came):
        raise UsageError(
            say(
                "{file}: nobody in it handed in what was graded. Is it the gradebook of another "
                "course? Students are matched by ID, SIS User ID, SIS Login ID and name.",
                file=file,
            )
        )

    def write(_mark: Mark, score: float, _row: int) -> Mapping[int, str]:
        return {column: number_like(score, points)}

    place = Place(sheet, column, rows, everybody)
    return enter(place, book, write, include_incomplete=include_incomplete)
