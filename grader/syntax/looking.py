"""The part of a program's text that a check looks at, or why there is none."""

from __future__ import annotations

from typing import NamedTuple

from grader.model.message import Message, say
from grader.model.places import where
from grader.model.run import Place
from grader.model.submission import Program
from grader.model.verdict import Verdict
from grader.syntax.scopes import Scope, scope_of, whole
from grader.syntax.trees import Trees, readable_trees


class Text(NamedTuple):
    """A program's trees, and the part of them that is asked about."""

    program: Program
    trees: Trees
    scope: Scope

    def where(self, cell: int, line: int) -> Message:
        """A place in the program, as the student would point at it."""
        notebook = self.program.kind == "notebook"
        return where(Place(cell=cell if notebook else None, line=line))


def text_of(program: Program, name: str | None) -> Text | Verdict:
    """What defines that name, with all of the program that it uses; without a name, everything."""
    trees = readable_trees(program)
    if not trees and program.cells:
        return Verdict(
            status="error", message=say("The program cannot be read: Python does not accept it.")
        )
    scope = whole(trees) if name is None else scope_of(name, trees)
    if scope is None:
        return Verdict(
            status="not_attempted",
            message=say(
                "There is no `{name}`. Give your answer exactly that name.", name=name or ""
            ),
        )
    return Text(program, trees, scope)
