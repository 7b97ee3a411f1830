"""Source to syntax tree, tolerant of what IPython adds to Python. Nothing is compiled or run."""

from __future__ import annotations

import ast
import re
import unicodedata
import warnings

from grader.model.run import Place, Raised
from grader.model.submission import Cell, Program, Submission

CANNOT_PARSE = (SyntaxError, ValueError, MemoryError, RecursionError)
PYTHON_BODIES = frozenset({"time", "timeit", "capture", "prun"})
CELL_MAGIC = re.compile(r"\s*%%(\w+)")
LINE_MAGIC = re.compile(
    r"""^(?P<indent>\s*+)(?:
        (?P<target>[\w.\[\], ]+=\s*)[!%](?=\S)   # files = !ls, best = %timeit -o f()
      | %time[ ](?P<timed>.+)                    # %time x = f() binds x
      | %(?=[\w%]) | !(?!=)  | \?                   # %matplotlib inline, !pip install, ?name
      | [\w.%]+\?\??\s*$                         # name?
    )""",
    re.VERBOSE,
)
WIDTH = 120

Trees = tuple[tuple[int, ast.Module], ...]
"""Cells' numbers and trees."""


def parsed(cell: Cell, program: Program) -> ast.Module:
    """The cell's tree, its line numbers kept; one of CANNOT_PARSE if it has none.

    In a notebook, lines for IPython become `pass` and cells in other languages are empty.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if program.kind == "module":
            return ast.parse(cell.source)
        return _parsed_in_notebook(cell.source)


def tree_of(cell: Cell, program: Program) -> ast.Module | None:
    """The cell's tree, or None if it cannot be parsed."""
    try:
        return parsed(cell, program)
    except CANNOT_PARSE:
        return None


def trees_of(program: Program) -> Trees:
    """The trees of all cells that can be parsed."""
    trees = ((cell.number, tree_of(cell, program)) for cell in program.cells)
    return tuple((number, tree) for number, tree in trees if tree)


def _parsed_in_notebook(source: str) -> ast.Module:
    try:
        return ast.parse(source)
    except CANNOT_PARSE:
        plain = without_magics(source)
        if plain == source:
            raise
    return ast.parse(plain)


def without_magics(source: str) -> str:
    """The Python of a cell, line for line: IPython's own lines become `pass`, or nothing."""
    magic = CELL_MAGIC.match(source)
    if magic is None:
        return "\n".join(_plain_lines(source.split("\n")))
    if magic[1] not in PYTHON_BODIES:
        return ""
    before = source[: magic.end()].count("\n")
    rest = source.split("\n")[before + 1 :]
    return "\n".join([""] * (before + 1) + _plain_lines(rest))


def _plain_lines(lines: list[str]) -> list[str]:
    plain = []
    goes_on = False
    for line in lines:
        magic = None if goes_on else LINE_MAGIC.match(line)
        if goes_on:
            plain.append("")
        elif magic:
            plain.append(_stand_in(magic))
        else:
            plain.append(line)
        goes_on = (goes_on or magic is not None) and line.endswith("\\")
    return plain


def _stand_in(magic: re.Match[str]) -> str:
    indent, target, timed = magic["indent"], magic["target"], magic["timed"]
    return indent + (timed or (f"{target}None" if target else "pass"))


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
