"""What an expression stands for: `g` is `gc.get_objects` after `from gc import get_objects as g`.

Read from the text of the whole program, whatever the order in which it would run.
"""

from __future__ import annotations

import ast
import builtins
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from grader.syntax.trees import every_node

BUILTINS = frozenset(dir(builtins))
DEEPEST = 20
LONGEST = 10_000
ROUNDS = 3


class Aliases:
    """The imports and plain renamings of a program.

    `wanted` says of a dotted name whether it is one that is looked for: only those are taken to
    come out of `from module import *`. With `doubtful`, a name that is imported and also assigned
    still stands for what was imported.
    """

    def __init__(
        self,
        trees: Iterable[ast.Module],
        wanted: Callable[[str], bool],
        *,
        doubtful: bool = False,
    ) -> None:
        self._wanted = wanted
        self._doubtful = doubtful
        self._names: dict[str, str] = {}
        self._stars: list[str] = []
        binding = _binding_in(tuple(trees))
        self._defined = binding.defined
        for node in binding.imports:
            self._note_import(node, binding.stored)
        for _ in range(ROUNDS):
            self._note_renamings(binding.renamings, binding.stored)

    def _note_import(self, node: ast.AST, stored: Mapping[str, int]) -> None:
        if isinstance(node, ast.Import):
            for alias in node.names:
                root = alias.name.partition(".")[0]
                self._names[alias.asname or root] = alias.name if alias.asname else root
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                name = alias.asname or alias.name
                if alias.name == "*":
                    self._note_star(node.module)
                elif self._doubtful or not stored[name]:
                    # `from torch import tensor; tensor = tensor([1.])` is no longer torch's.
                    self._names[name] = f"{node.module}.{alias.name}"

    def _note_star(self, module: str) -> None:
        if module not in self._stars:
            self._stars.append(module)

    def _note_renamings(
        self, renamings: Iterable[tuple[str, ast.expr]], stored: Mapping[str, int]
    ) -> None:
        meant: dict[str, list[str | None]] = {}
        for name, value in renamings:
            meant.setdefault(name, []).append(self.meaning(value))
        for name, all_meant in meant.items():
            first = all_meant[0]
            if first and set(all_meant) == {first} and len(all_meant) == stored[name]:
                self._names.setdefault(name, first)

    def meaning(self, node: ast.expr, depth: int = 0) -> str | None:
        """The dotted name that the expression stands for, if the text tells."""
        if depth > DEEPEST:
            return None
        match node:
            case ast.Name():
                return self._meaning_of_name(node.id)
            case ast.NamedExpr():
                return self.meaning(node.value, depth + 1)
            case ast.Attribute():
                base = self.meaning(node.value, depth + 1)
                return _within(base, node.attr)
            case ast.Subscript():
                return self._meaning_of_entry(node, depth)
            case ast.Call():
                return self._meaning_of_call(node, depth)
        return None

    def _meaning_of_name(self, name: str) -> str | None:
        if name in self._names:
            return self._names[name]
        if name == "__builtins__":
            return "builtins"
        if name in self._defined:
            return None
        starred = (f"{module}.{name}" for module in self._stars)
        found = next(filter(self._wanted, starred), None)
        return found or (f"builtins.{name}" if name in BUILTINS else None)

    def _meaning_of_entry(self, node: ast.Subscript, depth: int) -> str | None:
        base, key = self.meaning(node.value, depth + 1), folded(node.slice)
        if base is None or key is None:
            return None
        if base == "sys.modules":
            return key
        if base == "builtins":
            return f"builtins.{key}"
        return _within(base.removesuffix(".__dict__"), key) if base.endswith("__dict__") else None

    def _meaning_of_call(self, node: ast.Call, depth: int) -> str | None:
        called = self.meaning(node.func, depth + 1)
        first = node.args[0] if node.args else None
        if called is None or first is None:
            return None
        if called in ("builtins.__import__", "importlib.import_module"):
            return folded(first)
        if called == "builtins.vars":
            return _within(self.meaning(first, depth + 1), "__dict__")
        if called == "builtins.getattr" and len(node.args) > 1:
            return _within(self.meaning(first, depth + 1), folded(node.args[1]))
        return None


class _Binding(NamedTuple):
    """What binds names in some trees; `stored` says how often each is assigned."""

    defined: frozenset[str]
    stored: Mapping[str, int]
    imports: tuple[ast.AST, ...]
    renamings: tuple[tuple[str, ast.expr], ...]


@lru_cache(maxsize=4)
def _binding_in(trees: tuple[ast.Module, ...]) -> _Binding:
    """The checks of one program's text ask for it again and again."""
    nodes = [node for tree in trees for node in every_node(tree)]
    return _Binding(
        frozenset(each.name for each in nodes if isinstance(each, _DEFINES)),
        Counter(
            each.id
            for each in nodes
            if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)
        ),
        tuple(each for each in nodes if isinstance(each, (ast.Import, ast.ImportFrom))),
        tuple(_renamings(nodes)),
    )


_DEFINES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def _within(base: str | None, name: str | None) -> str | None:
    return None if base is None or name is None else f"{base}.{name}"


def _renamings(nodes: Iterable[ast.AST]) -> Iterator[tuple[str, ast.expr]]:
    for node in nodes:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                yield name, value
            case ast.NamedExpr(target=ast.Name(id=name), value=value):
                yield name, value


def folded(node: ast.expr, depth: int = 0) -> str | None:
    """The text that the expression amounts to, if it is put together from constants."""
    if depth > DEEPEST:
        return None
    match node:
        case ast.Constant(value=str() as text):
            return text
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _joined("", [left, right], depth)
        case ast.JoinedStr(values=values):
            return _joined("", values, depth)
        case ast.FormattedValue(value=value, conversion=-1, format_spec=None):
            return folded(value, depth + 1)
        case ast.Call(
            func=ast.Attribute(value=ast.Constant(value=str() as between), attr="join"),
            args=[ast.List(elts=parts) | ast.Tuple(elts=parts)],
        ):
            return _joined(between, parts, depth)
        case ast.Call(func=ast.Name(id="chr"), args=[ast.Constant(value=int() as code)]):
            return chr(code) if 0 <= code < 0xD800 else None
        case ast.Subscript(value=value, slice=ast.Slice(lower=None, upper=None, step=step)):
            return _reversed(value, step, depth)
    return None


def _joined(between: str, parts: list[ast.expr], depth: int) -> str | None:
    texts = [text for part in parts if (text := folded(part, depth + 1)) is not None]
    length = sum(map(len, texts)) + len(between) * len(texts)
    return between.join(texts) if len(texts) == len(parts) and length <= LONGEST else None


def _reversed(value: ast.expr, step: ast.expr | None, depth: int) -> str | None:
    text = folded(value, depth + 1)
    backwards = isinstance(step, ast.UnaryOp) and isinstance(step.op, ast.USub)
    return text[::-1] if text is not None and backwards else None
