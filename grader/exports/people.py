"""Students of ours ↔ rows of a Canvas gradebook."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from grader.exports.sheet import Sheet
from grader.model.classroom import Student

Keys = Callable[[Student], Iterable[str]]
NAME, ID = 0, 1
SPACE_AND_COMMA = re.compile(r"[\s,]+")


def matched(students: Sequence[Student], rows: Sequence[int], sheet: Sheet) -> dict[str, int]:
    """The row of each student that one is found for, by the student's id.

    By ID first, then SIS User ID, SIS Login ID, and name. What fits several rows, or several
    students, is not a match by that; a row that is taken is not looked at again.
    """
    found: dict[str, int] = {}
    for column, keys in _passes(sheet):
        free = [row for row in rows if row not in set(found.values())]
        left = [student for student in students if student.id not in found]
        said = names_in if column == NAME else _one
        found |= _pass(left, keys, _index(free, sheet, column, said))
    return found


def _passes(sheet: Sheet) -> Iterator[tuple[int, Keys]]:
    heads = {head.strip(): at for at, head in enumerate(sheet.head)}
    yield ID, lambda student: [student.id]
    if "SIS User ID" in heads:
        yield heads["SIS User ID"], lambda student: [student.sid, student.id]
    if "SIS Login ID" in heads:
        yield heads["SIS Login ID"], lambda student: [student.id, student.sid, student.email]
    yield NAME, lambda student: names_in(student.name)


def _index(
    rows: Sequence[int], sheet: Sheet, column: int, said: Callable[[str], Iterable[str]]
) -> dict[str, set[int]]:
    index: dict[str, set[int]] = {}
    for row in rows:
        for key in said(sheet.rows[row].value(column)):
            index.setdefault(_plain(key), set()).add(row)
    return index


def _pass(students: Iterable[Student], keys: Keys, index: Mapping[str, set[int]]) -> dict[str, int]:
    fits: dict[str, int] = {}
    for student in students:
        wanted = filter(None, map(_plain, keys(student)))
        candidates = set().union(*(index.get(key, set()) for key in wanted))
        if len(candidates) == 1:
            fits[student.id] = candidates.pop()
    claims = Counter(fits.values())
    return {student: row for student, row in fits.items() if claims[row] == 1}


def _one(cell: str) -> tuple[str, ...]:
    return (cell,)


def names_in(name: str) -> tuple[str, ...]:
    """The name without spaces and, if it is “Last, First”, in the other order as well."""
    last, comma, first = name.partition(",")
    ways = (name, f"{first} {last}") if comma else (name,)
    return tuple(SPACE_AND_COMMA.sub("", way) for way in ways)


def _plain(key: str) -> str:
    return unicodedata.normalize("NFC", key).strip().casefold()
