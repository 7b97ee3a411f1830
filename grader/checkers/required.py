"""The program's text uses certain names, operators or constructs.

That they are written says nothing of whether they are run: `called` looks at that.
"""

from __future__ import annotations

from typing import Literal

from grader.checkers.base import SourceChecker
from grader.checkers.forbidden import Names
from grader.model.base import Model
from grader.model.message import Message, say
from grader.model.submission import Program
from grader.model.targets import Dotted
from grader.model.verdict import Verdict, failed, passed
from grader.syntax.looking import text_of
from grader.syntax.wanted import in_words, uses_of


class Rules(Model):
    """`names`: functions and modules in full (`torch.mean`, `torch.linalg`, `sum` for the builtin),
    methods of any object (`.mean` or `Tensor.mean`), operators (`"@"`) and keywords (`for`).
    `how_many`: `all` of them must be used, or `any` one.
    `within`: only in this function (`f`, `Net.forward`), with all functions of the program that it
    calls, or in the statements that bind this variable; without it, anywhere in the program.
    """

    names: Names
    how_many: Literal["all", "any"] = "all"
    within: Dotted | None = None


def judge(program: Program, rules: Rules) -> Verdict:
    """A text that uses the names passes."""
    text = text_of(program, rules.within)
    if isinstance(text, Verdict):
        return text
    used = {name for name, _ in uses_of(rules.names, text.scope, text.trees)}
    missing = [name for name in rules.names if name not in used]
    if not missing or (rules.how_many == "any" and used):
        return passed()
    return failed(_missing(tuple(missing), rules))


def _missing(names: tuple[str, ...], rules: Rules) -> Message:
    if rules.how_many == "any" and len(names) > 1:
        what = say("None of these is used: {names}.", names=tuple(map(in_words, names)))
    else:
        what = say("This is not used: {name}.", name=in_words(names[0]))
    if rules.within is None:
        return say("{what} This exercise asks for it.", what=what)
    return say("{what} This exercise asks for it in `{name}`.", what=what, name=rules.within)


checker = SourceChecker(Rules, judge)
