"""Where to look in a subject, and what to give it.

A target is data that the child receives: assume that the student reads it.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Discriminator, Field, RootModel, Tag
from typing_extensions import TypeAliasType

from grader.model.base import Model
from grader.model.values import Value

Identifier = Annotated[str, Field(pattern=r"^[^\W\d]\w*$", max_length=100)]
Dotted = Annotated[str, Field(pattern=r"^[^\W\d]\w*(\.[^\W\d]\w*)*$", max_length=200)]


class Recipe(Model):
    """Values that the parent makes, from the run's secret seed, just before they are sent.

    Exactly one maker is given; `dtype` is a NumPy dtype's name, `library` what the student gets.
    """

    randn: tuple[int, ...] | None = None
    rand: tuple[int, ...] | None = None
    randint: tuple[int, ...] | None = None
    arange: int | None = None
    zeros: tuple[int, ...] | None = None
    ones: tuple[int, ...] | None = None
    array: Any = None
    nonce: str | None = None
    low: int = 0
    high: int = 10
    dtype: str | None = None
    library: Literal["torch", "numpy"] = "torch"


Literals = bool | int | float | str | None
Given = TypeAliasType("Given", "Recipe | Value | Literals | tuple[Given, ...]")
"""An argument: a recipe or plain literal as the author wrote it, or the value it became."""


class Variable(Model):
    """A name that the program defines, or the first of its aliases that it does.

    `when` is `made` for the value as it was when the name was last bound to a new object, before
    any later change in place; `end` for the value as the program left it.
    """

    variable: Identifier
    aliases: tuple[Identifier, ...] = ()
    when: Literal["end", "made"] = "end"


class Expression(Model):
    """A Python expression over the program's names."""

    expression: Annotated[str, Field(min_length=1, max_length=2000)]


class Constructor(Model):
    """The arguments with which an object of a class is made."""

    args: tuple[Given, ...] = ()
    kwargs: dict[Identifier, Given] = Field(default_factory=dict)


class Call(Model):
    """What a function of the program returns for the given arguments.

    With `constructor`, an object is made first: `Net.forward` calls that method of a new `Net`,
    and `Net` alone calls the new object itself.
    """

    call: Dotted
    aliases: tuple[Dotted, ...] = ()
    constructor: Constructor | None = None
    args: tuple[Given, ...] = ()
    kwargs: dict[Identifier, Given] = Field(default_factory=dict)


class Displayed(Model):
    """A value that a cell displayed: `last`, or the n-th of the program, counted from one."""

    displayed: Literal["last"] | Annotated[int, Field(ge=1)]


class Printed(Model):
    """Text that the program printed: `all` of it, or what the n-th cell printed."""

    printed: Literal["all"] | Annotated[int, Field(ge=1)]


class Section(Model):
    """Anything assigned, displayed or printed in a section of a notebook without variables.

    A section is a heading of the notebook's text, a cell's tag, or a marker comment
    (`# section: NAME` or `## NAME`), in capital or small letters. The values are tried one by one,
    the last one assigned or displayed first; one that is right is enough.
    """

    section: Annotated[str, Field(min_length=1, max_length=200)]


class Spied(RootModel[Dotted]):
    """A function whose calls are recorded while the program runs: of a library, or its own.

    Of a library it is named in full: `torch.manual_seed`, `numpy.random.seed`.
    """

    model_config = ConfigDict(frozen=True, strict=True)

    @property
    def name(self) -> str:
        """Its name, with dots."""
        return self.root


def _from_name(written: object) -> object:
    return {"variable": written} if isinstance(written, str) else written


KINDS = ("variable", "expression", "call", "displayed", "printed", "section")


def _kind(written: object) -> str | None:
    if isinstance(written, dict):
        return next((kind for kind in KINDS if kind in written), None)
    return next((kind for kind in KINDS if hasattr(written, kind)), None)


Target = Annotated[
    Annotated[Variable, Tag("variable")]
    | Annotated[Expression, Tag("expression")]
    | Annotated[Call, Tag("call")]
    | Annotated[Displayed, Tag("displayed")]
    | Annotated[Printed, Tag("printed")]
    | Annotated[Section, Tag("section")],
    Discriminator(_kind),
    BeforeValidator(_from_name),
]
"""One of the above; a plain string is the name of a variable."""
