"""A CSV file that others made, to be changed cell by cell and not touched anywhere else."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grader.errors import UsageError
from grader.model.message import Message, say

BOM = "\ufeff"
DELIMITERS = ",;\t"
NUMBER = re.compile(r"\d+([.,]\d+)?")


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says, and where it stands in the text."""

    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row, and the line on which it begins."""

    cells: tuple[Cell, ...]
    line: int

    def value(self, column: int) -> str:
        """What the cell in that column says; nothing where the row is too short."""
        return self.cells[column].value if column < len(self.cells) else ""


@dataclass(frozen=True)
class Sheet:
    """The file's text, how its cells are divided, and its rows without the empty lines."""

    file: str
    text: str
    delimiter: str
    rows: tuple[Row, ...]

    @property
    def head(self) -> tuple[str, ...]:
        """What the first row says."""
        return tuple(cell.value for cell in self.rows[0].cells)

    def changed(self, edits: Mapping[tuple[int, int], str]) -> bytes:
        """The file with other text in the cells at these rows and columns; all else is as it was.

        UsageError if a row has no such cell.
        """
        pieces, at = [], 0
        for (number, column), value in sorted(edits.items()):
            cell = self._cell(number, column)
            pieces += [self.text[at : cell.start], self._written(value, cell)]
            at = cell.end
        return "".join([*pieces, self.text[at:]]).encode()

    def _cell(self, number: int, column: int) -> Cell:
        row = self.rows[number]
        if column < len(row.cells):
            return row.cells[column]
        raise UsageError(
            say(
                "{file}, line {line}: this row has fewer cells than the first. Download the file "
                "again.",
                file=self.file,
                line=row.line,
            )
        )

    def _written(self, value: str, before: Cell) -> str:
        """In quotes if it needs them, or had them before."""
        had = self.text[before.start : before.end].startswith('"')
        needs = any(each in value for each in ('"', "\r", "\n", self.delimiter))
        needs = needs or value != value.strip()
        return '"' + value.replace('"', '""') + '"' if had or needs else value


def read_sheet(data: bytes, file: str, delimiters: str = DELIMITERS) -> Sheet:
    """The sheet in those bytes; UsageError if it is not CSV in UTF-8.

    The delimiter is the one that divides the first row most.
    """
    text = _decoded(data, file)
    first = re.sub(r'"[^"]*"', "", text).lstrip().split("\n", 1)[0]
    delimiter = max(delimiters, key=first.count)
    rows = _rows(text, delimiter, file)
    if not rows:
        raise UsageError(say("{file} is empty. Download it again.", file=file))
    return Sheet(file, text, delimiter, rows)


def number_in(cell: str) -> float | None:
    """The number in a cell, with a point or a comma; None if there is none."""
    found = cell.strip()
    return float(found.replace(",", ".")) if NUMBER.fullmatch(found) else None


def number_like(number: float, cell: str) -> str:
    """The number, with a comma if the cell's has one."""
    written = format(number, ".12g")
    return written.replace(".", ",") if "," in cell else written


def _decoded(data: bytes, file: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(
            say(
                "{file} is not UTF-8 text. Download it again and give it as it comes; Excel saves "
                "it so only as “CSV UTF-8”.",
                file=file,
            )
        ) from error


def _rows(text: str, delimiter: str, file: str) -> tuple[Row, ...]:
    cell_form = re.compile(rf'"([^"]*(?:""[^"]*)*)"|((?!")[^{delimiter}\r\n]*)')
    end_form = re.compile(rf"{delimiter}|\r\n|\r|\n|\Z")
    rows: list[Row] = []
    cells: list[Cell] = []
    at, line, begun = len(BOM) if text.startswith(BOM) else 0, 1, 1
    while True:
        found = cell_form.match(text, at)
        end = None if found is None else end_form.match(text, found.end())
        if found is None or end is None:
            raise UsageError(_unclosed(file, line))
        cells.append(_cell(found))
        line += _breaks(text[at : end.end()])
        at = end.end()
        if end[0] != delimiter:
            _add(rows, cells, begun)
            cells, begun = [], line
            if at >= len(text):
                return tuple(rows)


def _cell(found: re.Match[str]) -> Cell:
    value = found[2] if found[1] is None else found[1].replace('""', '"')
    return Cell(value, found.start(), found.end())


def _add(rows: list[Row], cells: Sequence[Cell], line: int) -> None:
    if len(cells) > 1 or cells[0].value:
        rows.append(Row(tuple(cells), line))


def _breaks(text: str) -> int:
    return len(re.findall(r"\r\n|\r|\n", text))


def _unclosed(file: str, line: int) -> Message:
    return say(
        "{file}, line {line}: a cell's quotes do not end where the cell does. Download the file "
        "again, or put this line right.",
        file=file,
        line=line,
    )
