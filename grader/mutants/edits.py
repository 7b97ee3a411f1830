"""A change as a mutator proposes it: a node, and the text that takes its place."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from grader.mutants.mutant import Kind


@dataclass(frozen=True)
class Edit:
    """`node` becomes `text`: an expression for an expression, statements for a statement."""

    node: ast.expr | ast.stmt
    text: str
    kind: Kind


Mutator = Callable[[ast.AST], Iterator[Edit]]


def rewritten(node: ast.expr, new: ast.expr, kind: Kind) -> Edit:
    """The node with another expression in its place."""
    return Edit(node, ast.unparse(new), kind)


def with_call(
    call: ast.Call,
    *,
    func: ast.expr | None = None,
    args: list[ast.expr] | None = None,
    keywords: list[ast.keyword] | None = None,
) -> ast.Call:
    """The call with some of its parts replaced."""
    return ast.Call(
        func=call.func if func is None else func,
        args=call.args if args is None else args,
        keywords=call.keywords if keywords is None else keywords,
    )


def names(listed: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(listed.split())


def last_name(function: ast.expr) -> str:
    """`rand` of `torch.rand` and of `rand`; empty for anything else that is called."""
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def renamed(function: ast.expr, name: str) -> ast.expr:
    """The same function expression with another last name."""
    if isinstance(function, ast.Attribute):
        return ast.Attribute(value=function.value, attr=name)
    return ast.Name(id=name)


def is_library(node: ast.AST) -> bool:
    """`torch`, `np`, `torch.linalg`: a module by its usual name, not an array."""
    root = node
    while isinstance(root, ast.Attribute):
        root = root.value
    return isinstance(root, ast.Name) and root.id in ("torch", "np", "numpy", "F", "nn", "math")
