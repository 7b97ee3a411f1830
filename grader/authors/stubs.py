"""What a student begins with, problem by problem: code with a place for each answer."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from grader.model.problem_set import Problem, ProblemSet
from grader.model.targets import Call, Expression, Section, Variable
from grader.model.walk import parts, parts_of_type

LIBRARIES = frozenset({"torch", "np", "numpy"})


@dataclass(frozen=True)
class Stubs:
    """`opening` comes before the first problem; `problems` are in the order of the set."""

    opening: str
    problems: tuple[str, ...]


def stubs_of(problem_set: ProblemSet) -> Stubs:
    """From the set's `starter.py`, if it has one; else from what its items ask for."""
    asked = {problem.slug: tuple(_asked(problem)) for problem in problem_set.problems}
    source = problem_set.starter
    if source is None:
        source = _made(problem_set.reference, asked)
    return _divided(source, asked)


def _divided(source: str, asked: Mapping[str, tuple[str, ...]]) -> Stubs:
    """The source by problems; comments between statements give way to the tasks.

    Each statement goes to the first problem that asks for a name it binds, else where the one
    before it went.
    """
    pieces: dict[str, list[str]] = {"": [], **{slug: [] for slug in asked}}
    current = ""
    for node in ast.parse(source).body:
        bound = set(_bound(node))
        current = next((slug for slug, names in asked.items() if bound & {*names}), current)
        pieces[current].append(_source(source, node))
    opening, *problems = ("\n".join(each) for each in pieces.values())
    return Stubs(opening, tuple(problems))


def _source(source: str, node: ast.stmt) -> str:
    """The statement with its decorators and whatever follows it on its last line."""
    first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", ()))])
    return "\n".join(source.splitlines()[first - 1 : node.end_lineno])


def _bound(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
        yield node.name
        return
    for inner in ast.walk(node):
        if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store):
            yield inner.id


def _asked(problem: Problem) -> Iterator[str]:
    """The names that the problem's items ask for, each as its author wrote it first."""
    for item in problem.items:
        for _, part in parts(item.probe):
            match part:
                case Variable():
                    yield part.variable
                case Call():
                    yield part.call.partition(".")[0]
                case Expression():
                    yield from _read(part.expression)


def _read(expression: str) -> Iterator[str]:
    """The names that an expression reads and does not bind itself."""
    nodes = list(ast.walk(ast.parse(expression, mode="eval")))
    names = [node for node in nodes if isinstance(node, ast.Name)]
    bound = {node.id for node in names if not isinstance(node.ctx, ast.Load)}
    bound |= {node.arg for node in nodes if isinstance(node, ast.arg)}
    for node in names:
        if node.id not in bound | LIBRARIES and not hasattr(builtins, node.id):
            yield node.id


def _made(reference: str, asked: Mapping[str, tuple[str, ...]]) -> str:
    """The reference's imports, and of each name that is asked for its outline."""
    body = ast.parse(reference).body
    imports = [node for node in body if isinstance(node, ast.Import | ast.ImportFrom)]
    known = {alias.asname or alias.name for node in imports for alias in node.names}
    outlines = {n.name: n for n in body if isinstance(n, ast.FunctionDef | ast.ClassDef)}
    wanted = dict.fromkeys(name for names in asked.values() for name in names)
    lines = [_source(reference, node) for node in imports]
    lines += [_outline(name, outlines.get(name)) for name in wanted if name not in known]
    return "\n".join(lines) + "\n"


def _outline(name: str, node: ast.FunctionDef | ast.ClassDef | None) -> str:
    if node is None:
        return f"{name} = None"
    if isinstance(node, ast.FunctionDef):
        returns = f" -> {ast.unparse(node.returns)}" if node.returns else ""
        return f"def {name}({ast.unparse(node.args)}){returns}:\n    ..."
    bases = ", ".join(map(ast.unparse, node.bases))
    return f"class {name}({bases}):\n    ..." if bases else f"class {name}:\n    ..."


def sections_of(problem: Problem) -> tuple[str, ...]:
    """The sections of a notebook that the problem's items look into."""
    found = (part.section for i in problem.items for _, part in parts_of_type(i.probe, Section))
    return tuple(dict.fromkeys(found))
