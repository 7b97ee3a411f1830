"""A student's program in the pieces that a page shows, each with what is said beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup, escape

from grader.model.message import say
from grader.model.report import Printed
from grader.model.run import Place
from grader.model.submission import Cell, Kind, Program
from grader.pages.said import Said
from grader.reports.escape import TAB, visible

MOST_LINES, LONGEST_LINE = 5_000, 2_000
KEPT = 2048
GRAVITY = "psunhfeb"
Spot = tuple[int, int]
"""A cell's number and a line of it; line 0 is the cell as a whole."""


@dataclass(frozen=True)
class Piece:
    """A cell, or a paragraph of a module; `notes` are what is said beside it.

    `source` has a line of text per line; each is an anchor, and coloured by the worst that is said
    of it. `right` are the notes that only say that something passed.
    """

    title: str
    source: Markup
    notes: tuple[object, ...]
    right: tuple[object, ...]
    printed: Printed | None


@dataclass(frozen=True)
class Beside:
    """Something to say about a spot of the program; `letter` is its status."""

    spot: Spot
    letter: str
    note: object


def spot_of(place: Place | None, program: Program | None) -> Spot | None:
    """The spot of the program that the place is; None if it is elsewhere or nowhere."""
    if place is None or program is None:
        return None
    cell = _cell_of(place, program)
    return None if cell is None else (cell.number, _line_of(place, cell))


def _cell_of(place: Place, program: Program) -> Cell | None:
    if program.kind == "notebook":
        return next((cell for cell in program.cells if cell.number == place.cell), None)
    here = place.file in (None, program.name) and place.line is not None
    return program.cells[0] if here and program.cells else None


def _line_of(place: Place, cell: Cell) -> int:
    line = place.line or 0
    return line if 0 < line <= min(cell.source.count("\n") + 1, MOST_LINES) else 0


def anchor(spot: Spot) -> str:
    """The name of the spot within the page."""
    cell, line = spot
    return f"c{cell}-{line}" if line else f"c{cell}"


@lru_cache(maxsize=KEPT)
def spot_words(spot: Spot, kind: Kind, said: Said) -> str:
    """The spot as people call it."""
    cell, line = spot
    if kind == "module":
        return line_words(line, said)
    if line:
        return said(say("cell {cell}, line {line}", cell=cell, line=line))
    return said(say("cell {cell}", cell=cell))


@lru_cache(maxsize=KEPT)
def line_words(line: int, said: Said) -> str:
    """The line as people call it."""
    return said(say("line {line}", line=line))


def pieces(
    program: Program,
    besides: Sequence[Beside],
    printed: Iterable[Printed],
    said: Said,
) -> Iterator[Piece]:
    """The pieces in their order; a module's print stands beside its last one."""
    by_cell = {each.cell: each for each in printed}
    for cell in program.cells:
        here = [each for each in besides if each.spot[0] == cell.number]
        chunks = _chunks(cell, whole=program.kind == "notebook")
        for number, (first, texts) in enumerate(chunks, 1):
            whole = (cell.number, 0)
            yield _piece(
                spot_words(whole, program.kind, said) if program.kind == "notebook" else "",
                (cell.number, first),
                texts,
                [each for each in here if _within(each.spot[1], first, texts)],
                by_cell.get(cell.number) if number == len(chunks) else None,
            )


def _within(line: int, first: int, texts: Sequence[str]) -> bool:
    return max(line, 1) in range(first, first + max(len(texts), 1))


def _piece(
    title: str,
    start: Spot,
    texts: Sequence[str],
    besides: Sequence[Beside],
    printed: Printed | None,
) -> Piece:
    letters = {each.spot[1]: each.letter for each in sorted(besides, key=_gravity)}
    cell, first = start
    return Piece(
        title=title,
        source=Markup().join(
            _line((cell, number), text, letters.get(number))
            for number, text in enumerate(texts, first)
        ),
        notes=tuple(each.note for each in besides if each.letter != "p"),
        right=tuple(each.note for each in besides if each.letter == "p"),
        printed=printed,
    )


def _gravity(beside: Beside) -> int:
    """The gravest last."""
    return GRAVITY.index(beside.letter)


def _line(spot: Spot, text: str, letter: str | None) -> Markup:
    """Not a part of the template, which would take four times as long over a program."""
    shown = visible(text[:LONGEST_LINE].expandtabs(TAB)) + ("…" if text[LONGEST_LINE:] else "")
    mark = f" m m-{letter}" if letter else ""
    start = f'<span id="{anchor(spot)}" class="l{mark}" data-n="{spot[1]}">'
    return Markup(f"{start}{escape(shown)}\n</span>")  # noqa: S704  the text is escaped


def _text(cell: Cell) -> list[str]:
    return cell.source.replace("\r\n", "\n").split("\n")[:MOST_LINES]


def _chunks(cell: Cell, *, whole: bool) -> list[tuple[int, list[str]]]:
    """First line's number and lines: all of it, or cut where text begins after a blank line.

    Only before lines that are not indented, so that functions stay in one piece.
    """
    lines = _text(cell)
    if whole:
        return [(1, _without_end(lines))]
    starts = [0] + [n for n in range(1, len(lines)) if _begins(lines[n - 1], lines[n])]
    ends = [*starts[1:], len(lines)]
    return [
        (start + 1, _without_end(lines[start:end])) for start, end in zip(starts, ends, strict=True)
    ]


def _without_end(lines: list[str]) -> list[str]:
    """The lines without the blank ones at their end; one at least."""
    while len(lines) > 1 and not lines[-1].strip():
        lines = lines[:-1]
    return lines


def _begins(before: str, line: str) -> bool:
    return not before.strip() and bool(line) and not line[0].isspace()
