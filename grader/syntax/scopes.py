"""The part of a program that one answer is made of: a function with all that it calls."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from grader.syntax.code import nodes_in
from grader.syntax.trees import Trees

_BLOCKS = ("body", "orelse", "finalbody", "handlers", "cases")
_DEFINES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


class Piece(NamedTuple):
    """Some code, and the number of the cell that it is in."""

    cell: int
    node: ast.AST


Functions = Mapping[str, tuple[Piece, ...]]
"""What defines each function (`f`), class (`Net`) and method (`Net.forward`) of a program."""


class Scope(NamedTuple):
    """Pieces of a program in which something is looked for; those of functions by their names."""

    pieces: tuple[Piece, ...]
    functions: Functions


def whole(trees: Trees) -> Scope:
    """All of the program."""
    return Scope(tuple(Piece(*each) for each in trees), functions_of(trees))


def scope_of(name: str, trees: Trees) -> Scope | None:
    """The function, method, class or variable of that name, and all of the program that it uses.

    Of a variable, the top-level statements that bind it. None if the program has nothing so named.
    """
    functions = functions_of(trees)
    if name in functions:
        reached = _reached((name,), functions)
        return Scope(_pieces(reached), reached)
    statements = tuple(_binding(name, trees))
    if not statements:
        return None
    names = [each for piece in statements for each in _mentioned(piece, "", functions)]
    reached = _reached(tuple(names), functions)
    return Scope((*statements, *_pieces(reached)), reached)


def functions_of(trees: Trees) -> Functions:
    """The last definition of each, and the conditional ones after it."""
    found: dict[str, tuple[Piece, ...]] = {}
    for cell, tree in trees:
        for statement in tree.body:
            for name, node in _defined(statement, ""):
                piece = Piece(cell, node)
                again = not _always(statement, node) and name in found
                found[name] = (*found[name], piece) if again else (piece,)
    return found


def recursive(scope: Scope) -> Iterator[Piece]:
    """The functions that lead back to themselves."""
    functions = {
        name: pieces
        for name, pieces in scope.functions.items()
        if not isinstance(pieces[-1].node, ast.ClassDef)
    }
    links = {
        name: {each for piece in pieces for each in _mentioned(piece, name, functions)}
        for name, pieces in functions.items()
    }
    for name, pieces in functions.items():
        if name in _closure(links, links[name]):
            yield pieces[-1]
    for cell, root in scope.pieces:
        for node in nodes_in(root):
            if node is not root and isinstance(node, _DEFINES[:2]) and _names_itself(node):
                yield Piece(cell, node)


def _closure(links: Mapping[str, set[str]], start: set[str]) -> set[str]:
    reached: set[str] = set()
    waiting = list(start)
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting.extend(links[name])
    return reached


def _names_itself(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    names = (node for part in function.body for node in nodes_in(part))
    return any(isinstance(node, ast.Name) and node.id == function.name for node in names)


def _reached(names: tuple[str, ...], functions: Functions) -> Functions:
    reached: dict[str, tuple[Piece, ...]] = {}
    waiting = list(reversed(names))
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached[name] = functions[name]
            waiting.extend(
                each for piece in functions[name] for each in _mentioned(piece, name, functions)
            )
    return reached


def _pieces(functions: Functions) -> tuple[Piece, ...]:
    """Each piece once: a method reached by itself is part of its class, if that is reached too."""
    within = {name.rpartition(".")[0] for name in functions} & functions.keys()
    return tuple(
        piece
        for name, pieces in functions.items()
        if name.rpartition(".")[0] not in within
        for piece in pieces
    )


def _mentioned(piece: Piece, name: str, functions: Functions) -> Iterator[str]:
    """The functions of the program that a piece names; `self.step` is of the piece's own class."""
    owner = name.rpartition(".")[0] or name
    for node in nodes_in(piece.node):
        match node:
            case ast.Name(id=used, ctx=ast.Load()):
                if used in functions:
                    yield used
            case ast.Attribute(value=ast.Name(id="self" | "cls"), attr=used):
                if f"{owner}.{used}" in functions:
                    yield f"{owner}.{used}"


def _binding(name: str, trees: Trees) -> Iterator[Piece]:
    for cell, tree in trees:
        for statement in tree.body:
            stored = (
                node.id
                for node in nodes_in(statement)
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
            )
            if not isinstance(statement, _DEFINES) and name in stored:
                yield Piece(cell, statement)


def _defined(statement: ast.AST, owner: str) -> Iterator[tuple[str, ast.AST]]:
    match statement:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
            yield owner + name, statement
        case ast.ClassDef(name=name):
            yield owner + name, statement
            for each in statement.body:
                yield from _defined(each, f"{owner}{name}.")
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.Lambda()):
            yield owner + name, statement
        case ast.stmt() | ast.ExceptHandler() | ast.match_case():
            for block in _BLOCKS:
                for each in getattr(statement, block, ()):
                    yield from _defined(each, owner)


def _always(statement: ast.stmt, node: ast.AST) -> bool:
    return statement is node or isinstance(statement, ast.ClassDef)
