"""Everything that a program's text uses: names as what they stand for, operators, constructs."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from grader.syntax.aliases import BUILTINS, Aliases, folded
from grader.syntax.code import code_in, nodes_in
from grader.syntax.scopes import Scope

OPERATORS: Mapping[type[ast.AST], str] = MappingProxyType(
    {
        ast.Add: "+",
        ast.Sub: "-",
        ast.Mult: "*",
        ast.Div: "/",
        ast.FloorDiv: "//",
        ast.Mod: "%",
        ast.Pow: "**",
        ast.MatMult: "@",
        ast.BitAnd: "&",
        ast.BitOr: "|",
        ast.BitXor: "^",
        ast.LShift: "<<",
        ast.RShift: ">>",
        ast.Invert: "~",
        ast.Not: "not",
        ast.And: "and",
        ast.Or: "or",
        ast.Eq: "==",
        ast.NotEq: "!=",
        ast.Lt: "<",
        ast.LtE: "<=",
        ast.Gt: ">",
        ast.GtE: ">=",
        ast.Is: "is",
        ast.In: "in",
    }
)
CONSTRUCTS: Mapping[type[ast.AST], str] = MappingProxyType(
    {
        ast.For: "for",
        ast.AsyncFor: "for",
        ast.While: "while",
        ast.ListComp: "comprehension",
        ast.SetComp: "comprehension",
        ast.DictComp: "comprehension",
        ast.GeneratorExp: "generator",
        ast.If: "if",
        ast.IfExp: "if",
        ast.Match: "match",
        ast.Try: "try",
        ast.With: "with",
        ast.Lambda: "lambda",
        ast.FunctionDef: "def",
        ast.ClassDef: "class",
        ast.Global: "global",
        ast.Assert: "assert",
        ast.Delete: "del",
        ast.Yield: "yield",
        ast.YieldFrom: "yield",
    }
)
ARRAYS = ("torch.Tensor.", "numpy.ndarray.")


class Use(NamedTuple):
    """What is used, and where.

    `name` is `torch.mean`, `builtins.sum`, `helper` for a name of the program's own, `.mean` for
    an attribute of some object, `@` for an operator, `for` for a construct.
    """

    name: str
    cell: int
    line: int


def uses_in(scope: Scope, aliases: Aliases) -> Iterator[Use]:
    """All uses, in the order of the text of each piece."""
    roots = [piece.node for piece in scope.pieces]
    called = {id(node.func) for node in _nodes(roots) if isinstance(node, ast.Call)}
    names = [node for node in _nodes(roots) if isinstance(node, ast.Name)]
    stored = {name.id for name in names if isinstance(name.ctx, ast.Store)}
    for cell, root in scope.pieces:
        for node, parameters in code_in(root):
            if isinstance(node, ast.Name) and (
                node.id in parameters or _is_variable(node, stored, called)
            ):
                continue
            for name in _used(node, aliases):
                yield Use(name, cell, getattr(node, "lineno", 1))


def _nodes(roots: Iterable[ast.AST]) -> Iterator[ast.AST]:
    return (node for root in roots for node in nodes_in(root))


def _is_variable(node: ast.Name, stored: set[str], called: set[int]) -> bool:
    """A variable called `sum` or `max` is not the builtin, unless it is called."""
    return node.id in BUILTINS and node.id in stored and id(node) not in called


def _used(node: ast.AST, aliases: Aliases) -> Iterator[str]:
    match node:
        case ast.Name(ctx=ast.Load()):
            yield aliases.meaning(node) or node.id
        case ast.Attribute():
            yield from _attribute(aliases.meaning(node), node.attr)
        case ast.Subscript():
            yield from filter(None, [aliases.meaning(node)])
        case ast.Call():
            yield from _called(node, aliases)
        case ast.Import():
            yield from (alias.name for alias in node.names)
        case ast.ImportFrom(module=str() as module, level=0):
            yield from (f"{module}.{alias.name}" for alias in node.names)
        case ast.BinOp(op=op) | ast.AugAssign(op=op) | ast.BoolOp(op=op) | ast.UnaryOp(op=op):
            yield from filter(None, [OPERATORS.get(type(op))])
        case ast.Compare(ops=ops):
            yield from (OPERATORS[type(op)] for op in ops if type(op) in OPERATORS)
    if type(node) in CONSTRUCTS:
        yield CONSTRUCTS[type(node)]


def _attribute(meaning: str | None, attribute: str) -> Iterator[str]:
    if meaning is not None:
        yield meaning
    if meaning is None or meaning.startswith(ARRAYS):
        yield f".{attribute}"


def _called(node: ast.Call, aliases: Aliases) -> Iterator[str]:
    meaning = aliases.meaning(node)
    if meaning is not None:
        yield meaning
    elif aliases.meaning(node.func) == "builtins.getattr" and len(node.args) > 1:
        name = folded(node.args[1])
        if name is not None:
            yield f".{name}"
