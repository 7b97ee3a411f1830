"""Final scores → the rows of a sheet that others made, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from grader.exports.filled import Filled
from grader.exports.sheet import Sheet, number_in
from grader.gradebook import final_score
from grader.model.classroom import Student
from grader.model.gradebook import Gradebook, Mark

EXCUSED = "EX"
Write = Callable[[Mark, float, int], Mapping[int, str]]
"""The cells to write, by column, for a mark with that final score in that row."""


@dataclass(frozen=True)
class Place:
    """Where grades go: the column, the row of each student of ours, and the rows of everybody."""

    sheet: Sheet
    column: int
    rows: Mapping[str, int]
    everybody: tuple[int, ...]

    def cell(self, student: Student) -> str:
        """What stands there now."""
        return self.sheet.rows[self.rows[student.id]].value(self.column).strip()


def handed_in(book: Gradebook) -> list[Mark]:
    """The marks of those who handed something in."""
    return [mark for mark in book.marks if mark.status != "missing"]


def enter(place: Place, book: Gradebook, write: Write, *, include_incomplete: bool) -> Filled:
    """Writes every final score; leaves the excused, and whoever has no final score, as they are."""
    came = handed_in(book)
    there = [mark for mark in came if mark.student.id in place.rows]
    excused = [mark for mark in there if place.cell(mark.student).upper() == EXCUSED]
    left = {mark.student.id for mark in excused}
    scores = [
        (mark, final_score(mark, include_incomplete=include_incomplete))
        for mark in there
        if mark.student.id not in left
    ]
    final = [(mark, score) for mark, score in scores if score is not None]
    edits = {
        (row, column): text
        for mark, score in final
        for row in [place.rows[mark.student.id]]
        for column, text in write(mark, score, row).items()
    }
    return Filled(
        data=place.sheet.changed(edits),
        filled=tuple(mark.student for mark, _ in final),
        replaced=tuple(mark.student for mark, score in final if _differs(place, mark, score)),
        unmatched=tuple(mark.student for mark in came if mark.student.id not in place.rows),
        held_back=tuple(mark.student for mark, score in scores if score is None),
        excused=tuple(mark.student for mark in excused),
        unclaimed=_unclaimed(place),
    )


def _differs(place: Place, mark: Mark, score: float) -> bool:
    return number_in(place.cell(mark.student)) not in (None, score)


def _unclaimed(place: Place) -> tuple[str, ...]:
    ours = set(place.rows.values())
    return tuple(place.sheet.rows[row].value(0) for row in place.everybody if row not in ours)
