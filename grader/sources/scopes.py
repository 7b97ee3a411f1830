"""Names that a program's functions bind as their own."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from grader.model.submission import Binding, Program
from grader.syntax.trees import trees_of


@dataclass(frozen=True)
class Local:
    """A name that `function` binds, and where: outside of the function nobody sees it."""

    function: str
    binding: Binding


def local_in(program: Program, name: str) -> Local | None:
    """The first assignment to the name inside a function, if there is one."""
    for cell, tree in trees_of(program):
        for function in ast.walk(tree):
            if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
                line = _line_of(function, name)
                if line is not None:
                    return Local(function.name, Binding(name=name, cell=cell, line=line))
    return None


def _line_of(function: ast.AST, name: str) -> int | None:
    names = (node for node in ast.walk(function) if isinstance(node, ast.Name) and node.id == name)
    return next((node.lineno for node in names if isinstance(node.ctx, ast.Store)), None)
