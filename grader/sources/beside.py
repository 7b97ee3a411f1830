"""Helpers of a single file: the sibling modules that it imports by name, and those they import."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterable

from grader.errors import SubmissionError
from grader.model.message import Message, say
from grader.model.submission import HelperFile
from grader.sources.files import state_of
from grader.sources.folder import NEVER_SHADOWED, Beside, LeftOut, is_folder, shadowing
from grader.sources.room import Room
from grader.sources.text import module_program
from grader.syntax.trees import Trees, every_node, trees_of


def imported_beside(folder: str, main: str, trees: Trees) -> Beside:
    """The sibling modules that the program needs. Nothing else in the folder is looked at."""
    helpers: list[HelperFile] = []
    left_out: list[LeftOut] = []
    waiting = sorted(imported_names(trees))
    seen = {main}
    room = Room()
    while waiting:
        module = waiting.pop(0)
        name = f"{module}.py"
        if name in seen:
            continue
        seen.add(name)
        data = _sibling(os.path.join(folder, name), room)
        if isinstance(data, Message):
            left_out.append((name, data))
        elif data is not None:
            helpers.append(HelperFile(path=name, data=data))
            waiting += sorted(_imports_of(name, data))
        elif module not in NEVER_SHADOWED and is_folder(os.path.join(folder, module)):
            left_out.append((f"{module}/", _is_a_folder()))
    return Beside(tuple(helpers), (*shadowing(helpers), *left_out))


def _is_a_folder() -> Message:
    return say("it is a folder; to hand it in too, give the folder that holds all your files")


def _sibling(path: str, room: Room) -> bytes | Message | None:
    return None if isinstance(state_of(path), Message) else room.take(path)


def _imports_of(name: str, data: bytes) -> set[str]:
    try:
        return imported_names(trees_of(module_program(name, data)))
    except SubmissionError:
        # It fails when the student's program imports it, and is reported there.
        return set()


def imported_names(trees: Trees) -> set[str]:
    """The first parts of all names that import statements name."""
    return {name for _, tree in trees for name in _named(every_node(tree))}


def _named(nodes: Iterable[ast.AST]) -> Iterable[str]:
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]
