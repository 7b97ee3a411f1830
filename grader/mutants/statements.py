"""Mistakes with whole statements: one left out, something else returned."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.mutants.edits import Edit

PASS = "pass"  # noqa: S105  a statement, not a password


def dropped(node: ast.AST) -> Iterator[Edit]:
    """Statements that do something to what is there: a call, a change of a part, a block."""
    match node:
        case ast.Expr(value=ast.Call(func=ast.Name(id="print" | "display"))):
            yield Edit(node, PASS, "dropped-print")
        case ast.Expr(value=ast.Call()) | ast.AugAssign():
            yield Edit(node, PASS, "dropped-statement")
        case ast.Assign(targets=[ast.Subscript() | ast.Attribute()]):
            yield Edit(node, PASS, "dropped-statement")
        case ast.With(items=[item]) if item.optional_vars is None:
            body = "\n".join(map(ast.unparse, node.body))
            yield Edit(node, body, "dropped-statement")


def returned(node: ast.AST) -> Iterator[Edit]:
    """Of a function: another of its variables; nothing; the first of several values alone."""
    if not isinstance(node, ast.FunctionDef):
        return
    names = _locals(node)
    for inner in ast.walk(node):
        if isinstance(inner, ast.Return) and inner.value is not None:
            yield Edit(inner, "return None", "returned")
            yield from _other(inner, inner.value, names)


def _other(statement: ast.Return, value: ast.expr, names: list[str]) -> Iterator[Edit]:
    if isinstance(value, ast.Name):
        others = [name for name in names if name != value.id]
        yield from (Edit(statement, f"return {name}", "returned") for name in others[-1:])
    elif isinstance(value, ast.Tuple) and len(value.elts) == 2:
        one, other = map(ast.unparse, value.elts)
        yield Edit(statement, f"return {other}, {one}", "returned")


def _locals(node: ast.FunctionDef) -> list[str]:
    names = [each.arg for each in node.args.args]
    for inner in ast.walk(node):
        if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store):
            names.append(inner.id)
    return list(dict.fromkeys(names))
