"""The parts of a tree that are code: annotations left out, parameters' names known."""

from __future__ import annotations

import ast
from collections.abc import Iterator

Found = tuple[ast.AST, frozenset[str]]
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def code_in(root: ast.AST) -> Iterator[Found]:
    """Every node below the root and itself, in the order of the text, without annotations.

    With each, the names of the parameters of the functions that it stands in: there, such a name
    is not what the rest of the program calls so.
    """
    waiting: list[Found] = [(root, frozenset())]
    while waiting:
        node, parameters = waiting.pop()
        yield node, parameters
        inside = parameters | _parameters(node) if isinstance(node, _FUNCTIONS) else parameters
        waiting.extend((each, inside) for each in reversed(_children(node)))


def nodes_in(root: ast.AST) -> Iterator[ast.AST]:
    """The same nodes alone."""
    return (node for node, _ in code_in(root))


def _parameters(function: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> frozenset[str]:
    given = function.args
    every = (*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg)
    return frozenset(each.arg for each in every if each is not None)


def _children(node: ast.AST) -> list[ast.AST]:
    annotations = {
        id(part) for name in ("annotation", "returns") if (part := getattr(node, name, None))
    }
    return [each for each in ast.iter_child_nodes(node) if id(each) not in annotations]
