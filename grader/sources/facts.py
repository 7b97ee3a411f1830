"""What in the program's text staff may want to look at. Never a verdict: honest code trips it too.

A text can always be written so that this does not see it; the child's confinement is the defence.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from grader.errors import SubmissionError
from grader.model.report import Flag
from grader.model.run import Place
from grader.model.submission import Program, Submission
from grader.sources.kinds import KINDS, KindName
from grader.sources.letters import bidi_controls, lookalike_names
from grader.sources.suspects import kind_of
from grader.sources.suspicion import suspicions
from grader.sources.text import module_program
from grader.syntax.aliases import Aliases
from grader.syntax.trees import trees_of, without_magics

MOST = 50
LONGEST_NAME = 80


class _Piece(NamedTuple):
    """A cell or a module; `cell` or `file` says which."""

    cell: int | None
    file: str | None
    source: str
    tree: ast.Module | None


def flags_of(submission: Submission) -> tuple[Flag, ...]:
    """At most one flag per kind and line, in the order of the text, and at most 50.

    Helper modules are looked at too, each by itself.
    """
    flags: dict[tuple[KindName, Place], Flag] = {}
    for program, file in _programs(submission):
        for kind, name, place in _found(_pieces(program, file)):
            flags.setdefault((kind, place), _flag(kind, name, place))
            if len(flags) == MOST:
                return tuple(flags.values())
    return tuple(flags.values())


def _programs(submission: Submission) -> Iterator[tuple[Program, str | None]]:
    program = submission.program
    yield program, program.name if program.kind == "module" else None
    for helper in submission.helpers:
        if helper.path.endswith(".py"):
            try:
                yield module_program(helper.path, helper.data), helper.path
            except SubmissionError:
                # No text, so no code that could run.
                continue


def _pieces(program: Program, file: str | None) -> list[_Piece]:
    shown, trees = None if file is None else file[:200], dict(trees_of(program))
    return [
        _Piece(cell.number if file is None else None, shown, cell.source, trees.get(cell.number))
        for cell in program.cells
    ]


def _found(pieces: list[_Piece]) -> Iterator[tuple[KindName, str, Place]]:
    aliases = Aliases(
        (piece.tree for piece in pieces if piece.tree), lambda name: bool(kind_of(name))
    )
    for piece in pieces:
        found = [*_in_text(piece.source), *(suspicions(piece.tree, aliases) if piece.tree else ())]
        for line, kind, name in sorted(found, key=lambda each: each[0]):
            yield kind, name, Place(cell=piece.cell, file=piece.file, line=line)


def _in_text(source: str) -> Iterator[tuple[int, KindName, str]]:
    yield from _labelled("bidi", bidi_controls(source))
    yield from _labelled("lookalike", lookalike_names(without_magics(source)))


def _labelled(
    kind: KindName, found: Iterable[tuple[int, str]]
) -> Iterator[tuple[int, KindName, str]]:
    return ((line, kind, name) for line, name in found)


def _flag(kind: KindName, name: str, place: Place) -> Flag:
    readable = name.encode("utf-8", "backslashreplace").decode()[:LONGEST_NAME]
    return Flag(what=KINDS[kind].what(readable), place=place, innocent=KINDS[kind].innocent)
