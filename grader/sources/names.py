"""The names that a program's text binds at top level."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import lru_cache

from grader.model.submission import Binding, Submission
from grader.syntax.trees import Trees, children

OWN_SCOPE = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
COMPREHENSION = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
Bound = tuple[str, int]


def bindings(trees: Trees) -> tuple[Binding, ...]:
    """Every name bound at top level, in the order of the lines, each once per cell and line.

    Also inside top-level if, for, while, with, try and match. `from x import *` binds names that
    the text does not tell.
    """
    found: dict[tuple[str, int, int], None] = {}
    for cell, tree in trees:
        for name, line in _bound_in(tree):
            found[name, cell, line] = None
    return tuple(Binding(name=name, cell=cell, line=line) for name, cell, line in found)


def bound_names(submission: Submission) -> frozenset[str]:
    """The names alone."""
    return frozenset(each.name for each in submission.bindings)


@lru_cache(maxsize=64)
def _bound_in(tree: ast.Module) -> tuple[Bound, ...]:
    return tuple(sorted(_bound(tree), key=lambda each: each[1]))


def _bound(tree: ast.Module) -> Iterator[Bound]:
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        yield from _bound_by(node)
        waiting.extend(_inside(node))


def _inside(node: ast.AST) -> Iterable[ast.AST]:
    """What to look into: not another scope, and not a declaration without a value."""
    if isinstance(node, OWN_SCOPE) or (isinstance(node, ast.AnnAssign) and node.value is None):
        return ()
    if isinstance(node, COMPREHENSION):
        # Its loop variables are its own; a walrus inside binds outside.
        return (each for each in ast.walk(node) if isinstance(each, ast.NamedExpr))
    return reversed(children(node))


def _bound_by(node: ast.AST) -> Iterator[Bound]:
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        yield node.id, node.lineno
    elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        yield node.name, node.lineno
    elif isinstance(node, (ast.Import, ast.ImportFrom)):
        yield from _imported(node)
    elif isinstance(node, (ast.MatchAs, ast.MatchStar)) and node.name:
        yield node.name, node.lineno
    elif isinstance(node, ast.MatchMapping) and node.rest:
        yield node.rest, node.lineno


def _imported(node: ast.Import | ast.ImportFrom) -> Iterator[Bound]:
    for alias in node.names:
        if alias.name != "*":
            yield alias.asname or alias.name.partition(".")[0], alias.lineno
