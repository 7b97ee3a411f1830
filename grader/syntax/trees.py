"""Source to syntax tree, tolerant of what IPython adds to Python."""

from __future__ import annotations

import ast
import re
import warnings
from functools import lru_cache

from grader.model.submission import Cell, Kind, Program

CANNOT_PARSE = (SyntaxError, ValueError, MemoryError, RecursionError)
SHORT = 4000
"""Characters of a piece whose tree is kept."""
PYTHON_BODIES = frozenset({"time", "timeit", "capture", "prun"})
CELL_MAGIC = re.compile(r"\s*%%(\w+)")
LINE_MAGIC = re.compile(
    r"""^(?P<indent>\s*+)(?:
        (?P<target>[\w.\[\], ]+=\s*)[!%](?=\S)   # files = !ls, best = %timeit -o f()
      | %time[ ](?P<timed>.+)                    # %time x = f() binds x
      | %(?=[\w%]) | !(?!=)  | \?                   # %matplotlib inline, !pip install, ?name
      | [\w.%]+\?\??\s*$                         # name?
    )""",
    re.VERBOSE,
)

Trees = tuple[tuple[int, ast.Module], ...]
"""Cells' numbers and trees."""


def parsed(cell: Cell, program: Program) -> ast.Module:
    """The cell's tree, its line numbers kept; one of CANNOT_PARSE if it has none.

    In a notebook, lines for IPython become `pass` and cells in other languages are empty.
    """
    return _parsed(cell.source, program.kind)


def _parsed(source: str, kind: Kind) -> ast.Module:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(source) if kind == "module" else _parsed_in_notebook(source)


def tree_of(cell: Cell, program: Program) -> ast.Module | None:
    """The cell's tree, or None if it cannot be parsed."""
    return (_kept if len(cell.source) <= SHORT else _tree)(cell.source, program.kind)


def _tree(source: str, kind: Kind) -> ast.Module | None:
    try:
        return _parsed(source, kind)
    except CANNOT_PARSE:
        return None


_kept = lru_cache(maxsize=256)(_tree)
"""For what an exercise comes with, which is the same in all submissions of a class."""


@lru_cache(maxsize=2)
def trees_of(program: Program) -> Trees:
    """The trees of all cells that can be parsed. They are shared: nobody may change them."""
    trees = ((cell.number, tree_of(cell, program)) for cell in program.cells)
    return tuple((number, tree) for number, tree in trees if tree)


@lru_cache(maxsize=2)
def readable_trees(program: Program) -> Trees:
    """The trees of all pieces that can be read, IPython's lines passed over in a module too."""
    return trees_of(program.model_copy(update={"kind": "notebook"}))


@lru_cache(maxsize=64)
def every_node(tree: ast.AST) -> tuple[ast.AST, ...]:
    """The nodes that `ast.walk` gives, in its order, at half its price."""
    nodes = [tree]
    for node in nodes:
        nodes += children(node)
    return tuple(nodes)


def children(node: ast.AST) -> list[ast.AST]:
    """The nodes that `ast.iter_child_nodes` gives, in its order."""
    nodes: list[ast.AST] = []
    for name in node._fields:
        part = getattr(node, name, None)
        if isinstance(part, ast.AST):
            nodes.append(part)
        elif isinstance(part, list):
            nodes += [each for each in part if isinstance(each, ast.AST)]
    return nodes


def _parsed_in_notebook(source: str) -> ast.Module:
    try:
        return ast.parse(source)
    except CANNOT_PARSE:
        plain = without_magics(source)
        if plain == source:
            raise
    return ast.parse(plain)


def without_magics(source: str) -> str:
    """The Python of a cell, line for line: IPython's own lines become `pass`, or nothing."""
    magic = CELL_MAGIC.match(source)
    if magic is None:
        return "\n".join(_plain_lines(source.split("\n")))
    if magic[1] not in PYTHON_BODIES:
        return ""
    before = source[: magic.end()].count("\n")
    rest = source.split("\n")[before + 1 :]
    return "\n".join([""] * (before + 1) + _plain_lines(rest))


def _plain_lines(lines: list[str]) -> list[str]:
    plain = []
    goes_on = False
    for line in lines:
        magic = None if goes_on else LINE_MAGIC.match(line)
        if goes_on:
            plain.append("")
        elif magic:
            plain.append(_stand_in(magic))
        else:
            plain.append(line)
        goes_on = (goes_on or magic is not None) and line.endswith("\\")
    return plain


def _stand_in(magic: re.Match[str]) -> str:
    indent, target, timed = magic["indent"], magic["target"], magic["timed"]
    return indent + (timed or (f"{target}None" if target else "pass"))
