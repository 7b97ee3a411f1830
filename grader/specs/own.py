"""A set's own `checks.py`, run for its records; its mistakes are told like all others."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from grader.checkers.base import AnyChecker
from grader.checkers.own import OwnChecksError, own_checkers
from grader.model.message import Message, say
from grader.model.problem_set import OwnChecks
from grader.specs.files import CHECKS, Folder
from grader.specs.mistakes import Mark, Mistakes
from grader.specs.probes import check_names

Own = Mapping[str, AnyChecker]


def own_checks(files: Folder, mistakes: Mistakes) -> tuple[OwnChecks | None, Own | None]:
    """The file and the checks that it exports; None for the checks if it cannot be used."""
    if not files.has(CHECKS):
        return None, {}
    source = files.python(CHECKS)
    if source is None:
        return None, None
    own = OwnChecks(source=source, file=files.file(CHECKS))
    faults = list(_faults(own))
    for what, line in faults:
        mistakes.add(own.file, what, Mark(line, 1))
    return own, None if faults else own_checkers(own)


def checks_in(folder: str) -> Own:
    """The checks of that folder's `checks.py`, if it has any; SpecError with its mistakes."""
    mistakes = Mistakes(folder)
    _, own = own_checks(Folder(folder, mistakes), mistakes)
    mistakes.raise_any()
    return own or {}


def _faults(own: OwnChecks) -> Iterator[tuple[Message, int]]:
    line = _torch_at_top(ast.parse(own.source))
    if line is not None:
        yield (
            say(
                "torch is imported at the top, but the judge runs without it. Import it inside the "
                "function that observes, which runs beside the student's program."
            ),
            line,
        )
        return
    try:
        found = own_checkers(own)
    except OwnChecksError as error:
        yield error.what, error.line
        return
    for name in sorted(found.keys() & {*check_names()}):
        yield say("`{name}` is one of the grader's own checks; choose another name.", name=name), 1


def _torch_at_top(node: ast.AST) -> int | None:
    """The line of an import of torch outside any function; one for the type checker is allowed."""
    for inner in ast.iter_child_nodes(node):
        if isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(inner, ast.If) and ast.unparse(inner.test).endswith("TYPE_CHECKING"):
            continue
        if _imports_torch(inner):
            return int(getattr(inner, "lineno", 1))
        if (line := _torch_at_top(inner)) is not None:
            return line
    return None


def _imports_torch(node: ast.AST) -> bool:
    names: list[str] = []
    if isinstance(node, ast.Import):
        names = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom):
        names = [node.module or ""]
    return any(name.partition(".")[0] == "torch" for name in names)
