"""What a syntax tree holds that is worth a flag: uses, calls, writes, texts."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from grader.sources.kinds import KindName
from grader.sources.suspects import (
    CHANGERS,
    DECODERS,
    GETTERS,
    INSIDE_FUNCTIONS,
    LIBRARIES,
    MAKERS_OF_CODE,
    NAMESPACES,
    OPENERS,
    SETTERS,
    SETTINGS,
    WELL_KNOWN_PLACES,
    kind_of,
)
from grader.syntax.aliases import Aliases, folded
from grader.syntax.trees import every_node

PROC = re.compile(r"(?:^|[\s'\"])/proc(?:/|$)")
ABSOLUTE = re.compile(r"/|~|\\\\|[A-Za-z]:[\\/]")
UP = re.compile(r"(?:^|[\\/])\.\.(?:[\\/]|$)")

_SUSPECT = (
    *(ast.Name, ast.Attribute, ast.Subscript, ast.Call, ast.Constant),
    *(ast.BinOp, ast.JoinedStr, ast.Import, ast.ImportFrom),
)

Found = Iterator[tuple[int, KindName, str]]
Labelled = Iterator[tuple[KindName, str]]


def suspicions(tree: ast.Module, aliases: Aliases) -> Found:
    """Line, kind and name of everything suspect in the tree, in no order."""
    for node in every_node(tree):
        if isinstance(node, _SUSPECT):
            line = getattr(node, "lineno", 1)
            yield from ((line, kind, name) for kind, name in _of(node, aliases))


def _of(node: ast.AST, aliases: Aliases) -> Labelled:
    match node:
        case ast.Import() | ast.ImportFrom():
            yield from _imported(node)
        case (
            ast.Attribute(ctx=ast.Store() | ast.Del()) | ast.Subscript(ctx=ast.Store() | ast.Del())
        ):
            yield from _written(node, aliases)
        case ast.Constant(value=str() | bytes() as value):
            yield from _text(value if isinstance(value, str) else value.decode("latin-1"))
        case ast.BinOp() | ast.JoinedStr():
            yield from _text(folded(node) or "")
        case ast.Call():
            yield from _called(node, aliases)
    if isinstance(node, (ast.Name, ast.Attribute, ast.Subscript, ast.Call)):
        yield from _used(node, aliases)


def _imported(node: ast.Import | ast.ImportFrom) -> Labelled:
    before = f"{node.module}." if isinstance(node, ast.ImportFrom) and not node.level else ""
    if isinstance(node, ast.ImportFrom) and node.level:
        return
    for alias in node.names:
        kind = kind_of(before + alias.name)
        if kind:
            yield kind, before + alias.name


def _used(node: ast.expr, aliases: Aliases) -> Labelled:
    if isinstance(node, ast.Attribute) and node.attr in INSIDE_FUNCTIONS:
        yield "frames", node.attr
    meant = aliases.meaning(node)
    kind = kind_of(meant) if meant else None
    if meant and kind:
        yield kind, meant


def _text(text: str) -> Labelled:
    if PROC.search(text):
        yield "proc", text.strip()


def _called(node: ast.Call, aliases: Aliases) -> Labelled:
    called = aliases.meaning(node.func)
    first = node.args[0] if node.args else None
    if called in MAKERS_OF_CODE:
        decoded = any(_decodes(each, aliases) for each in ast.walk(node))
        yield "decoded" if decoded else "code", called.removeprefix("builtins.")
    elif called == "builtins.__import__":
        yield "hidden", "__import__"
    elif called == "importlib.import_module" and not _is_written_out(first):
        yield "hidden", called
    elif called in GETTERS and len(node.args) > 1:
        yield from _got(node.args[0], node.args[1], aliases)
    elif called in SETTERS and len(node.args) > 1:
        yield from _replaced(aliases.meaning(node.args[0]), folded(node.args[1]) or "…")
    elif called in OPENERS and first is not None:
        yield from _opened(first)
    yield from _changed(node.func, aliases)


def _decodes(node: ast.AST, aliases: Aliases) -> bool:
    if isinstance(node, ast.Attribute) and node.attr == "fromhex":
        return True
    meant = aliases.meaning(node) if isinstance(node, (ast.Name, ast.Attribute)) else None
    return bool(meant) and str(meant).partition(".")[0] in DECODERS


def _is_written_out(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _got(base: ast.expr, name: ast.expr, aliases: Aliases) -> Labelled:
    meant = aliases.meaning(base)
    if meant and not _is_written_out(name):
        yield "hidden", f"getattr({meant}, {folded(name) or '…'})"
    if folded(name) in INSIDE_FUNCTIONS:
        yield "frames", str(folded(name))


def _opened(path: ast.expr) -> Labelled:
    if isinstance(path, ast.Constant) and type(path.value) is int and path.value > 2:
        yield "descriptors", f"open({path.value})"
    text = _beginning(path)
    outside = ABSOLUTE.match(text) or UP.search(text)
    if outside and not text.startswith(WELL_KNOWN_PLACES):
        yield "outside", text


def _beginning(path: ast.expr) -> str:
    """The path as far as the text tells: the constant start of an f-string or a sum is enough."""
    whole = folded(path)
    if whole is not None:
        return whole
    match path:
        case ast.JoinedStr(values=[ast.Constant(value=str() as start), *_]):
            return start
        case ast.BinOp(left=ast.Constant(value=str() as start)):
            return start
    return ""


def _written(target: ast.Attribute | ast.Subscript, aliases: Aliases) -> Labelled:
    """What an assignment to, or deletion of, the target replaces."""
    if isinstance(target, ast.Subscript):
        yield from _entry_replaced(target.value, folded(target.slice) or "…", aliases)
        return
    yield from _replaced(aliases.meaning(target.value), target.attr)


def _changed(called: ast.expr, aliases: Aliases) -> Labelled:
    """`globals().update(…)`, `torch.__dict__.pop(…)`, `sys.modules.setdefault(…)`."""
    if isinstance(called, ast.Attribute) and called.attr in CHANGERS:
        yield from _entry_replaced(called.value, "…", aliases)


def _entry_replaced(base: ast.expr, name: str, aliases: Aliases) -> Labelled:
    if isinstance(base, ast.Call) and aliases.meaning(base.func) in NAMESPACES and not base.args:
        yield "globals", str(aliases.meaning(base.func)).removeprefix("builtins.") + "()"
    meant = aliases.meaning(base)
    if meant == "sys.modules":
        yield "imports", meant
    elif meant == "builtins":
        yield "builtins", name
    elif meant and meant.endswith(".__dict__"):
        yield from _replaced(meant.removesuffix(".__dict__"), name)


def _replaced(owner: str | None, name: str) -> Labelled:
    if name == "__code__":
        yield "patched", name
    if owner is None:
        return
    if owner == "builtins":
        yield "builtins", name
    elif owner == "sys" and name == "modules":
        yield "imports", "sys.modules"
    elif owner.partition(".")[0] in LIBRARIES and not f"{owner}.{name}".startswith(SETTINGS):
        yield "patched", f"{owner}.{name}"
