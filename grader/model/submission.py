"""What a student handed in: files as read, never executed."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from grader.model.base import Model
from grader.model.message import Message


class Span(Model):
    """The lines of a cell that lie in a section, the last one included; None is the cell's end."""

    name: str
    first: Annotated[int, Field(ge=1)] = 1
    last: Annotated[int, Field(ge=1)] | None = None


class Cell(Model):
    """A piece of program: a notebook's code cell, or a whole module.

    `number` counts code cells from one, top to bottom; `execution_count` is what the saved
    notebook says of the order in which the student ran it. `sections` are those that it, or some
    of its lines, lies in: by headings above it, its tags, and marker comments.
    """

    number: Annotated[int, Field(ge=1)]
    source: str
    execution_count: int | None = None
    sections: tuple[Span, ...] = ()


Kind = Literal["module", "notebook"]


class Program(Model):
    """The code to run: `name` is the file's own name, shown in messages."""

    kind: Kind
    name: str
    cells: tuple[Cell, ...]


class HelperFile(Model):
    """A file beside the submission: its path relative to it, with forward slashes."""

    path: str
    data: bytes


class Binding(Model):
    """A place where the program's text binds a name at top level."""

    name: str
    cell: int
    line: int


class Submission(Model):
    """One hand-in. `digest` is the SHA-256 of the files that are graded, names and bytes.

    `left_out` names files beside the submission that are not handed in, each with the reason.
    `declared_set` is what the file itself says of its problem set. `bindings` are read from the
    text alone. `ran_out_of_order`: a later cell that was run before an earlier one, earlier first.
    """

    path: str
    program: Program
    main: HelperFile
    helpers: tuple[HelperFile, ...] = ()
    left_out: tuple[tuple[str, Message | str], ...] = ()
    digest: str
    declared_set: str | None = None
    bindings: tuple[Binding, ...] = ()
    ran_out_of_order: tuple[int, int] | None = None
