"""Rows → CSV that a spreadsheet shows, and never executes."""

from __future__ import annotations

import csv
import io
from codecs import BOM_UTF8
from collections.abc import Iterable, Sequence

from grader.reports.escape import visible

Cell = str | int | float | None
FORMULA = frozenset("=+-@\t\r＝＋－＠")
"""What a formula can begin with; some spreadsheets read the wide forms alike."""


def table(rows: Iterable[Sequence[Cell]], *, bom: bool = False) -> bytes:
    """The rows as CSV in UTF-8, with a byte order mark if Excel is to know that.

    Text is on one line, and made harmless: see `text_cell`. None is an empty cell.
    """
    paper = io.StringIO()
    csv.writer(paper).writerows([_written(cell) for cell in row] for row in rows)
    return (BOM_UTF8 if bom else b"") + paper.getvalue().encode()


def text_cell(text: str) -> str:
    """The text, behind an apostrophe where a spreadsheet would take it for a formula.

    Characters that act or hide are escapes.
    """
    guard = "'" if text.lstrip(" ")[:1] in FORMULA and text.strip(" ") else ""
    return guard + visible(text)


def number_cell(number: float) -> str:
    """Without noise after the twelfth digit; a whole number without a point."""
    return format(number, ".12g")


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return text_cell(cell)
    return ("false", "true")[cell] if isinstance(cell, bool) else number_cell(cell)
