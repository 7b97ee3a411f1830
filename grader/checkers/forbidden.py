"""The program's text does without certain names, operators or constructs.

Aliases are followed: after `from numpy import linalg as L`, `L.inv` is `numpy.linalg.inv`.
A text can always be written so that this does not see it; `vectorised` and `value` look at what
the program does.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from grader.checkers.base import SourceChecker
from grader.model.base import Model
from grader.model.message import say
from grader.model.submission import Program
from grader.model.targets import Dotted
from grader.model.verdict import Verdict, failed, passed
from grader.syntax.looking import text_of
from grader.syntax.wanted import is_name, uses_of


def _known(written: str) -> str:
    if is_name(written):
        return written
    raise ValueError(f"{written!r} is neither a name, nor an operator, nor a keyword")


Names = Annotated[
    tuple[Annotated[str, AfterValidator(_known), Field(max_length=200)], ...], Field(min_length=1)
]


class Rules(Model):
    """`names`: functions and modules in full (`torch.mean`, `torch.linalg`, `sum` for the builtin),
    methods of any object (`.mean` or `Tensor.mean`), operators (`"@"`) and keywords (`for`).
    `within`: only in this function (`f`, `Net.forward`), with all functions of the program that it
    calls, or in the statements that bind this variable; without it, anywhere in the program.
    """

    names: Names
    within: Dotted | None = None


def judge(program: Program, rules: Rules) -> Verdict:
    """A text that uses none of the names passes."""
    text = text_of(program, rules.within)
    if isinstance(text, Verdict):
        return text
    found = uses_of(rules.names, text.scope, text.trees)
    if not found:
        return passed()
    name, use = found[0]
    return failed(
        say(
            "`{name}` is used at {where}. Solve this exercise without it.",
            name=name,
            where=text.where(use.cell, use.line),
        ),
        "; ".join(f"{name}: {text.where(use.cell, use.line)}" for name, use in found)[:2000],
    )


checker = SourceChecker(Rules, judge)
