"""Functions whose body has yet to be written."""

from __future__ import annotations

import ast

from grader.model.submission import Program
from grader.syntax.trees import trees_of


def empty_functions(program: Program) -> frozenset[str]:
    """Top-level functions that hold only a docstring, `pass`, `...`, an empty return or raise."""
    last: dict[str, bool] = {}
    for _, tree in trees_of(program):
        for node in tree.body:
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                last[node.name] = all(map(_says_nothing, node.body))
    return frozenset(name for name, empty in last.items() if empty)


def _says_nothing(node: ast.stmt) -> bool:
    match node:
        case ast.Pass() | ast.Return(value=None) | ast.Return(value=ast.Constant(value=None)):
            return True
        case ast.Expr(value=ast.Constant()):
            return True
        case ast.Raise(exc=ast.Name(id="NotImplementedError")):
            return True
        case ast.Raise(exc=ast.Call(func=ast.Name(id="NotImplementedError"))):
            return True
        case _:
            return False
