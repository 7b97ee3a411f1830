"""What is where in a gradebook that Canvas has exported."""

from __future__ import annotations

import re
import unicodedata

from grader.errors import UsageError
from grader.exports.people import ID
from grader.exports.sheet import Sheet, number_in
from grader.model.gradebook import Gradebook
from grader.model.message import Message, say
from grader.nearest import nearest

TITLE_AND_ID = re.compile(r"(.*\S)\s*\((\d+)\)\s*", re.DOTALL)
READ_ONLY = "(read only)"
SHOWN = 12


def assignment_column(sheet: Sheet, book: Gradebook, assignment: str | None) -> int:
    """The column of the assignment; UsageError if it is not there, or there several times."""
    if len(sheet.head) <= ID or "ID" not in sheet.head[ID]:
        raise UsageError(
            say(
                "{file} does not look like a gradebook that Canvas has exported: its second "
                "column should be “ID”. In Canvas: Grades, Export, Export Entire Gradebook.",
                file=sheet.file,
            )
        )
    wanted = {_plain(each) for each in ([assignment] if assignment else _titles(book))}
    columns = {at: found for at, head in enumerate(sheet.head) if (found := _names(head))}
    fits = [at for at, names in columns.items() if wanted & names]
    if len(fits) == 1:
        return fits[0]
    if fits:
        raise UsageError(_several(sheet, fits))
    raise UsageError(_absent(sheet, tuple(columns), assignment or _titles(book)[0]))


def points_row(sheet: Sheet, column: int, book: Gradebook) -> int:
    """The row of the points possible; UsageError if they are not the gradebook's maximum."""
    above = range(1, _first_student(sheet))
    cells = {row: sheet.rows[row].value(column).strip() for row in above}
    if READ_ONLY in cells.values():
        raise UsageError(
            say(
                "{file}: Canvas lets nobody import the column “{column}” (it is read only). Choose "
                "another one.",
                file=sheet.file,
                column=sheet.head[column],
            )
        )
    row = next((row for row, cell in cells.items() if number_in(cell) is not None), None)
    if row is None:
        raise UsageError(
            say(
                "{file} has no row “Points Possible” with a number for “{column}”. Export it from "
                "Canvas again.",
                file=sheet.file,
                column=sheet.head[column],
            )
        )
    _check_points(sheet, row, column, book)
    return row


def _check_points(sheet: Sheet, row: int, column: int, book: Gradebook) -> None:
    theirs = number_in(sheet.rows[row].value(column))
    if theirs is not None and abs(theirs - book.max_score) > 1e-9:
        shown = format(theirs, ".12g")
        raise UsageError(
            say(
                "{file}: “{column}” is out of {theirs} points there, and {set} is out of {ours}. "
                "Is it another assignment? If not, write `{policy}` in course.yaml.",
                file=sheet.file,
                column=sheet.head[column],
                theirs=shown,
                set=book.set,
                ours=format(book.max_score, ".12g"),
                policy=f"scale: {{to: {shown}}}",
            )
        )


def student_rows(sheet: Sheet) -> tuple[int, ...]:
    """The rows that have an ID; UsageError if one is there twice."""
    lines: dict[str, int] = {}
    for number, row in enumerate(sheet.rows[1:], 1):
        known = row.value(ID).strip()
        if not known:
            continue
        if known in lines:
            raise UsageError(
                say(
                    "{file}, line {line}: the ID {id} is there twice, on line {first} too. Export "
                    "the gradebook from Canvas again.",
                    file=sheet.file,
                    line=row.line,
                    id=known,
                    first=sheet.rows[lines[known]].line,
                )
            )
        lines[known] = number
    return tuple(lines.values())


def _first_student(sheet: Sheet) -> int:
    with_id = (at for at, row in enumerate(sheet.rows) if at and row.value(ID).strip())
    return next(with_id, len(sheet.rows))


def _titles(book: Gradebook) -> list[str]:
    title = book.title.root
    return [title] if isinstance(title, str) else list(title.values())


def _names(head: str) -> set[str]:
    """What an assignment's column may be called; nothing for columns of other kinds."""
    found = TITLE_AND_ID.fullmatch(head)
    return {_plain(head), _plain(found[1]), found[2]} if found else set()


def _plain(title: str) -> str:
    return " ".join(unicodedata.normalize("NFC", title).casefold().split())


def _several(sheet: Sheet, columns: list[int]) -> Message:
    return say(
        "{file} has several columns of that title: {columns}. Say which one, by the number in "
        "brackets.",
        file=sheet.file,
        columns=tuple(sheet.head[at] for at in columns),
    )


def _absent(sheet: Sheet, columns: tuple[int, ...], wanted: str) -> Message:
    heads = tuple(sheet.head[at] for at in columns)
    if not heads:
        return say(
            "{file} has no assignment’s column. Make the assignment in Canvas first, then export "
            "the gradebook again.",
            file=sheet.file,
        )
    titles = {found[1]: head for head in heads if (found := TITLE_AND_ID.fullmatch(head))}
    near = nearest(wanted, titles)
    shown = (*heads[:SHOWN], "…") if len(heads) > SHOWN else heads
    if near is None:
        return say(
            "{file} has no column for “{wanted}”, and a new one would be a new assignment in "
            "Canvas. Name one of its columns: {columns}.",
            file=sheet.file,
            wanted=wanted,
            columns=shown,
        )
    return say(
        "{file} has no column for “{wanted}”, and a new one would be a new assignment in Canvas. "
        "Did you mean “{near}”? Its columns: {columns}.",
        file=sheet.file,
        wanted=wanted,
        near=titles[near],
        columns=shown,
    )
