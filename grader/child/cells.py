"""A notebook's cell as the statements that IPython would run, compiled once for all runs."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from types import CodeType
from typing import Any

Compile = Callable[[Any, str, str], CodeType]


class CellCode:
    """`text` is the whole cell, in Python; `nodes` are its statements.

    As in IPython, a statement is compiled when its turn comes: what cannot be compiled does not
    keep those above it from running.
    """

    def __init__(self, text: str, nodes: list[ast.stmt], name: str, compile_: Compile) -> None:
        self.text = text
        self._nodes = nodes
        self._name = name
        self._compile = compile_
        self._codes: list[CodeType] = []

    def __iter__(self) -> Iterator[CodeType]:
        """Each statement's code; raises what `compile` does."""
        for at in range(len(self._nodes)):
            if at == len(self._codes):
                self._codes.append(self._compiled(at))
            yield self._codes[at]

    def _compiled(self, at: int) -> CodeType:
        node = self._nodes[at]
        if at == len(self._nodes) - 1 and isinstance(node, ast.Expr):
            return self._compile(ast.Interactive([node]), self._name, "single")
        return self._compile(ast.Module([node], []), self._name, "exec")
