"""Where the columns of a Moodle grading worksheet are, whatever language its headers are in."""

from __future__ import annotations

import re
from typing import NamedTuple

from grader.errors import UsageError
from grader.exports.sheet import Sheet, number_in
from grader.model.message import say

IDENTIFIERS = frozenset({"Identifier", "식별자"})
GRADES = frozenset({"Grade", "성적"})
MAXIMA = frozenset({"Maximum grade", "최대 성적"})
FEEDBACK = frozenset({"Feedback comments", "피드백 코멘트"})
IDENTIFIED = re.compile(r"\D*\d+\s*")
NO_GRADE = frozenset({"", "-"})


class Columns(NamedTuple):
    """The numbers of the columns; `feedback` is None where it is not recognised."""

    identifier: int
    grade: int
    maximum: int
    feedback: int | None


def columns_of(sheet: Sheet) -> Columns:
    """The columns, by their headers in English and Korean, else by what is in them.

    Moodle puts a maximum, the same for all, right behind the grade. UsageError if this does not
    look like a worksheet.
    """
    identifier = _named(sheet, IDENTIFIERS)
    identifier = 0 if identifier is None else identifier
    grade, maximum = _named(sheet, GRADES), _named(sheet, MAXIMA)
    if grade is None or maximum is None:
        pairs = [at for at in range(1, len(sheet.head) - 1) if _is_maximum(sheet, at)]
        grade, maximum = (pairs[0] - 1, pairs[0]) if len(pairs) == 1 else (None, None)
    identified = any(IDENTIFIED.fullmatch(row.value(identifier)) for row in sheet.rows[1:])
    if grade is None or maximum is None or not identified:
        raise UsageError(
            say(
                "{file} does not look like a Moodle grading worksheet with an identifier, a grade "
                "and a maximum grade for each participant. In the assignment, switch on the "
                "offline grading worksheet and a numerical grade, and download the worksheet "
                "again; with Moodle set to English its columns are known for certain.",
                file=sheet.file,
            )
        )
    return Columns(identifier, grade, maximum, _named(sheet, FEEDBACK))


def _named(sheet: Sheet, names: frozenset[str]) -> int | None:
    found = [at for at, head in enumerate(sheet.head) if head.strip() in names]
    return found[0] if len(found) == 1 else None


def _is_maximum(sheet: Sheet, at: int) -> bool:
    """Whether it holds one number, all the way down, behind grades or places for them."""
    body = sheet.rows[1:]
    most = {number_in(row.value(at)) for row in body}
    grades = [row.value(at - 1).strip() for row in body]
    below = (cell in NO_GRADE or number_in(cell) is not None for cell in grades)
    return len(most) == 1 and None not in most and 0.0 not in most and all(below)
