"""Every wrong program that one change makes of a right one."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.mutants.calls import calls
from grader.mutants.constants import constants
from grader.mutants.edits import Edit, Mutator
from grader.mutants.mutant import Mutant
from grader.mutants.operators import operators
from grader.mutants.splice import Splicer, change_between, diff_between, dumped
from grader.mutants.statements import dropped, returned

MUTATORS: tuple[Mutator, ...] = (dropped, calls, operators, constants, returned)
LEFT_ALONE = (ast.JoinedStr, ast.Import, ast.ImportFrom, ast.arguments)
"""Format strings (their parts have no places before Python 3.12), imports, signatures."""


def derive(source: str, name: str = "reference.py") -> tuple[Mutant, ...]:
    """The mutants of a program that Python can read, by line; no two of them mean the same."""
    splicer, seen = Splicer(source), {dumped(source)}
    made: list[Mutant] = []
    for edit in _edits(ast.parse(source)):
        text = splicer.spliced(edit)
        meaning = None if text is None else dumped(text)
        if text is None or meaning in seen:
            continue
        seen.add(meaning)
        made.append(
            Mutant(
                kind=edit.kind,
                line=edit.node.lineno,
                last_line=edit.node.end_lineno or edit.node.lineno,
                change=change_between(source, text),
                diff=diff_between(source, text, name),
                source=text,
            )
        )
    return tuple(sorted(made, key=lambda mutant: mutant.line))


def _edits(tree: ast.AST) -> Iterator[Edit]:
    for node in _nodes(tree):
        for mutator in MUTATORS:
            yield from mutator(node)


def _nodes(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    for inner in ast.iter_child_nodes(node):
        if not isinstance(inner, LEFT_ALONE) and not _is_annotation(node, inner):
            yield from _nodes(inner)


def _is_annotation(node: ast.AST, inner: ast.AST) -> bool:
    return inner in (getattr(node, "annotation", None), getattr(node, "returns", None))
