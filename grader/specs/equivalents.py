"""`mutants.yaml`: changes of the reference that make no wrong answer, each with its reason."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from grader.model.base import Model
from grader.model.message import say
from grader.specs.explain import explain
from grader.specs.files import Folder
from grader.specs.forms import EMPTY_TEXT
from grader.specs.mistakes import Mistakes
from grader.specs.reading import read_yaml
from grader.specs.tree import Node

MUTANTS = "mutants.yaml"


def _not_blank(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError(EMPTY_TEXT, "an empty text")
    return text


class Equivalent(Model):
    """`change` is as `grade verify` shows it; the reason is for other authors."""

    change: Annotated[str, AfterValidator(_not_blank)]
    reason: Annotated[str, AfterValidator(_not_blank)]


class EquivalentsForm(Model):
    """The whole file."""

    model_config = ConfigDict(title="Equivalent mutants (mutants.yaml)")

    equivalent: tuple[Equivalent, ...] = Field(
        description="Changes of the reference that a right answer may have."
    )


def equivalents_in(folder: str) -> tuple[Equivalent, ...]:
    """What the set's `mutants.yaml` lists, if there is one; SpecError with every mistake."""
    mistakes = Mistakes(folder)
    files = Folder(folder, mistakes)
    if not files.has(MUTANTS):
        return ()
    file, text = files.file(MUTANTS), files.text(MUTANTS)
    root = None if text is None else read_yaml(text, file, mistakes)
    form = None if root is None else _form(root, file, mistakes)
    mistakes.raise_any()
    assert form is not None
    return form.equivalent


def _form(root: Node, file: str, mistakes: Mistakes) -> EquivalentsForm | None:
    _tell_repeated(root, file, mistakes)
    try:
        return EquivalentsForm.model_validate(root.plain())
    except ValidationError as error:
        for wrong in explain(error, EquivalentsForm, root):
            mistakes.add(file, wrong.what, wrong.mark, wrong.path)
        return None


def _tell_repeated(root: Node, file: str, mistakes: Mistakes) -> None:
    lines: dict[str, int] = {}
    for number, entry in root.entries("equivalent"):
        change = entry.text("change")
        if change in lines:
            what = say("This change is listed already, on line {line}.", line=lines[change])
            mistakes.add(file, what, entry, ("equivalent", number))
        elif change is not None:
            lines[change] = entry.line
