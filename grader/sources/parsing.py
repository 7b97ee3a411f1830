"""The syntax mistakes of a submission, with their places."""

from __future__ import annotations

import unicodedata

from grader.model.run import Place, Raised
from grader.model.submission import Cell, Program, Submission
from grader.syntax.trees import parsed

WIDTH = 120


def syntax_mistakes(submission: Submission) -> tuple[Raised, ...]:
    """Every cell, or the module, that does not parse: its error, place and caret.

    `caret` is the source line and below it a line with `^` under the place, parted by a newline.
    """
    program = submission.program
    found = (_mistake(cell, program) for cell in program.cells)
    return tuple(each for each in found if each is not None)


def _mistake(cell: Cell, program: Program) -> Raised | None:
    try:
        parsed(cell, program)
    except SyntaxError as error:
        return Raised(
            type=type(error).__name__,
            text=(error.msg or "invalid syntax")[:2000],
            place=_place(cell, program, error.lineno),
            caret=_caret(cell.source, error.lineno, error.offset),
        )
    except (ValueError, MemoryError, RecursionError):
        return Raised(
            type="SyntaxError",
            text="the code is too long or too deeply nested to be read",
            place=_place(cell, program, None),
        )
    return None


def _place(cell: Cell, program: Program, line: int | None) -> Place:
    if program.kind == "module":
        return Place(file=program.name[:200], line=line)
    return Place(cell=cell.number, line=line)


def _caret(source: str, line: int | None, offset: int | None) -> str | None:
    """Two lines of at most WIDTH characters each that show where."""
    lines = source.split("\n")
    if line is None or not offset or offset < 1 or not 1 <= line <= len(lines):
        return None
    text = lines[line - 1].replace("\t", " ").rstrip()
    start = max(0, offset - 1 - WIDTH // 2)
    before = text[start : offset - 1].ljust(offset - 1 - start)
    lead = len(text[start:]) - len(text[start:].lstrip())
    lead = min(lead, len(before))
    shown = text[start:][lead : lead + WIDTH]
    return f"{shown}\n{' ' * _columns(before[lead:])}^"


def _columns(text: str) -> int:
    """How wide a terminal shows it: a Korean letter is two columns wide."""
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)
