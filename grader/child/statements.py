"""A module's text as top-level statements, each compiled by itself."""

from __future__ import annotations
import __future__

import ast
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from types import CodeType

FUTURES = sum({getattr(__future__, name).compiler_flag for name in __future__.all_feature_names})
MAGIC_LINE = re.compile(r"^(?P<indent>[^\S\n]*+)(?P<magic>[%!].*)$", re.MULTILINE)


@dataclass(frozen=True)
class Statement:
    """One top-level statement; `line` is where it starts, decorators included."""

    line: int
    code: CodeType


@dataclass(frozen=True)
class Parsed:
    """The statements, and the magic lines that were passed over: their numbers and texts."""

    statements: tuple[Statement, ...]
    magics: tuple[tuple[int, str], ...] = ()


def parse(source: str, file_name: str) -> Parsed:
    """All statements; raises what `compile` does if there is anything it cannot read.

    Lines of IPython's in a module (`%matplotlib inline`) are passed over if that makes it readable.
    """
    try:
        return Parsed(_statements(source, file_name))
    except SyntaxError:
        magics = tuple(
            (source.count("\n", 0, found.start("magic")) + 1, found["magic"])
            for found in MAGIC_LINE.finditer(source)
        )
        if not magics:
            raise
        try:
            return Parsed(_statements(MAGIC_LINE.sub(_passed_over, source), file_name), magics)
        except SyntaxError:
            pass  # the first error is the one to tell
        raise


def _passed_over(found: re.Match[str]) -> str:
    return f"{found['indent']}pass  # {found['magic']}"


def _statements(source: str, file_name: str) -> tuple[Statement, ...]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        # Compiled whole first: that finds what parsing alone does not, such as a stray `return`.
        whole = compile(source, file_name, "exec", dont_inherit=True)
        tree = ast.parse(source, file_name)
        return tuple(_each(tree, file_name, whole.co_flags & FUTURES))


def _each(tree: ast.Module, file_name: str, flags: int) -> Iterator[Statement]:
    for index, node in enumerate(tree.body):
        # By itself, any lone string would become the module's __doc__; only the first one is.
        body: list[ast.stmt] = [ast.Pass(**_span(node))] if index and _is_text(node) else [node]
        yield Statement(_first_line(node), _compiled(body, file_name, flags))


def _compiled(body: list[ast.stmt], file_name: str, flags: int) -> CodeType:
    """As in a shell, the value of an expression goes to `sys.displayhook`."""
    shows = isinstance(body[0], ast.Expr) and not _is_text(body[0])
    tree: ast.Interactive | ast.Module = ast.Interactive(body) if shows else ast.Module(body, [])
    mode = "single" if shows else "exec"
    code: CodeType = compile(tree, file_name, mode, flags=flags, dont_inherit=True)
    return code


def _is_text(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def _span(node: ast.stmt) -> dict[str, int]:
    return {"lineno": node.lineno, "col_offset": node.col_offset}


def _first_line(node: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(each.lineno for each in decorators)])
