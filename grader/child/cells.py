"""A notebook's cells as the statements that IPython would run, compiled once for all runs."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from types import CodeType
from typing import Any

from IPython.core.compilerop import CachingCompiler
from IPython.core.interactiveshell import ExecutionResult

from grader.child.places import cell_file_name
from grader.model.submission import Cell

TIMING = re.compile(r"%%time\s*")
ALLOW_INCOMPLETE_INPUT = 0x4000
"""A flag of `compile`, from CPython's compile.h; `codeop` sets it."""

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


class CellCompiler(CachingCompiler):
    """Compiles each cell under the number that the student sees."""

    cell = 0

    def __init__(self) -> None:
        super().__init__()
        # A cell is whole: "'(' was never closed" helps more than "incomplete input".
        self.flags &= ~ALLOW_INCOMPLETE_INPUT

    def get_code_name(self, *_source_and_count: object) -> str:
        """The file name that the cell's frames carry."""
        return cell_file_name(self.cell)


class CellCodes:
    """The cells of one notebook, each taken apart once."""

    def __init__(self, transform: Callable[[str], str], compiler: CellCompiler) -> None:
        self._transform = transform
        self._compiler = compiler
        self._known: dict[tuple[int, str], CellCode | None] = {}

    def of(self, cell: Cell) -> CellCode | None:
        """None where IPython itself must tell what is wrong with it, or wait for it."""
        key = cell.number, cell.source
        if key not in self._known:
            try:
                self._known[key] = self._taken_apart(self._transform(cell.source))
            except (SyntaxError, ValueError, TypeError, OverflowError, MemoryError, RecursionError):
                self._known[key] = None
        return self._known[key]

    def _taken_apart(self, text: str) -> CellCode | None:
        if may_wait(text):
            return None
        name = self._compiler.cache(text)
        nodes = self._compiler.ast_parse(text, name).body
        return CellCode(text, nodes, name, self._compiler)

    def clear(self) -> None:
        """Forgets them: the next notebook is another one."""
        self._known.clear()


def may_wait(text: str) -> bool:
    """Whether a cell may have to be run by an event loop."""
    return "await" in text or "async" in text


def first_line(code: CodeType) -> int:
    """The line that a statement begins on."""
    return min((line for _, _, line in code.co_lines() if line), default=1)


def is_blank_or_timing(line: str) -> bool:
    """Whether a line above a cell's first one says nothing but, perhaps, to time it."""
    return not line.strip() or TIMING.fullmatch(line) is not None


def error_of(result: ExecutionResult) -> BaseException | None:
    """The exception that a cell ended with."""
    for error in (result.error_before_exec, result.error_in_exec):
        if isinstance(error, BaseException):
            return error
    return None
