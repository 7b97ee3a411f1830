"""Which sections a program's cells lie in: by headings, tags and marker comments."""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

from grader.model.submission import Cell, Program, Span
from grader.syntax.trees import without_magics

HEADING = re.compile(r"^ {0,3}(?P<level>#{1,6})[ \t]+(?P<name>.*?)[ \t#]*$", re.MULTILINE)
FENCED = re.compile(r"^ {0,3}(```|~~~).*?^ {0,3}\1", re.MULTILINE | re.DOTALL)
MARKER = re.compile(
    r"#\s*section\s*:\s*(?P<named>.+)|(?P<level>##+)\s+(?P<headed>.+)", re.IGNORECASE
)
MAX_NAME = 200
MAX_SECTIONS = 50
Tree = Any
Open = tuple[tuple[int, str], ...]
"""The headings that a place lies under: their levels and names, outermost first."""


class _Mark(NamedTuple):
    """A marker comment; `# section: NAME` is of level 1, `## NAME` of level 2, and so on."""

    line: int
    level: int
    name: str


def with_markers(program: Program) -> Program:
    """The program with the sections that its marker comments begin added to its cells."""
    in_notebook = program.kind == "notebook"
    cells = tuple(_marked(cell, in_notebook=in_notebook) for cell in program.cells)
    return program.model_copy(update={"cells": cells})


def headings_above(raw: list[dict[str, Tree]]) -> Iterator[tuple[str, ...]]:
    """For each code cell of a notebook, the headings and tags that it lies under."""
    opened: Open = ()
    for cell in raw:
        if cell["cell_type"] == "code":
            names = [name for _, name in opened] + _tags(cell)
            yield tuple(dict.fromkeys(names))[:MAX_SECTIONS]
        else:
            opened = _below(opened, cell)


def _below(opened: Open, cell: dict[str, Tree]) -> Open:
    """What is open after a cell of text; notebooks of format 3 have cells that are headings."""
    if cell["cell_type"] == "heading":
        level = cell.get("level")
        return _under(opened, level if type(level) is int else 1, _text(cell))
    if cell["cell_type"] == "markdown":
        for found in HEADING.finditer(FENCED.sub("", _text(cell))):
            opened = _under(opened, len(found["level"]), found["name"])
    return opened


def _under(opened: Open, level: int, name: str) -> Open:
    above = tuple(each for each in opened if each[0] < level)
    return (*above, (level, name.strip()[:MAX_NAME]))


def _text(cell: dict[str, Tree]) -> str:
    source = cell.get("source")
    lines = source if isinstance(source, list) else [source]
    return "".join(line for line in lines if isinstance(line, str))


def _tags(cell: dict[str, Tree]) -> list[str]:
    metadata = cell.get("metadata")
    tags = metadata.get("tags") if isinstance(metadata, dict) else None
    return (
        [tag[:MAX_NAME] for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []
    )


def _marked(cell: Cell, *, in_notebook: bool) -> Cell:
    if not MARKER.search(cell.source):
        return cell
    source = without_magics(cell.source) if in_notebook else cell.source
    marks = list(islice(_markers(source), MAX_SECTIONS))
    spans = (
        Span(name=mark.name, first=mark.line, last=_end(mark, marks[number:]))
        for number, mark in enumerate(marks, 1)
    )
    return cell.model_copy(update={"sections": (*cell.sections, *spans)})


def _end(mark: _Mark, later: list[_Mark]) -> int | None:
    """The line before the next marker that is not a smaller one."""
    return next((each.line - 1 for each in later if each.level <= mark.level), None)


def _markers(source: str) -> Iterator[_Mark]:
    """The lines with nothing but a marker comment on them."""
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            found = MARKER.fullmatch(token.string) if token.type == tokenize.COMMENT else None
            if found and not token.line[: token.start[1]].strip():
                level = len(found["level"]) if found["headed"] else 1
                name = (found["named"] or found["headed"]).strip(" #\t")[:MAX_NAME]
                yield _Mark(token.start[0], level, name)
    except (tokenize.TokenError, SyntaxError):
        # A mistake of the student's: what comes before it counts.
        return
