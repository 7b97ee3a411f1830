"""The program's text has no loop of Python's: it works on whole arrays.

Loops are `for`, `while`, comprehensions, generator expressions, functions that call another one
per element (`map`, `numpy.vectorize`, …) and recursion. `vectorised` finds what a text hides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple, get_args

from grader.checkers.base import SourceChecker
from grader.model.base import Model
from grader.model.message import Message, say
from grader.model.submission import Program
from grader.model.targets import Dotted
from grader.model.verdict import Verdict, failed, passed
from grader.syntax.looking import Text, text_of
from grader.syntax.scopes import recursive
from grader.syntax.wanted import uses_of

Loop = Literal[
    "for",
    "while",
    "comprehension",
    "generator",
    "map",
    "filter",
    "reduce",
    "sum",
    "vectorize",
    "apply_along_axis",
    "fromiter",
    "vmap",
    "recursion",
]
CALLS: Mapping[str, Loop] = MappingProxyType(
    {
        "builtins.map": "map",
        "torch.Tensor.map_": "map",
        "itertools.starmap": "map",
        "builtins.filter": "filter",
        "itertools.filterfalse": "filter",
        "functools.reduce": "reduce",
        "itertools.accumulate": "reduce",
        "builtins.sum": "sum",
        "numpy.vectorize": "vectorize",
        "numpy.frompyfunc": "vectorize",
        "numpy.apply_along_axis": "apply_along_axis",
        "numpy.apply_over_axes": "apply_along_axis",
        "torch.Tensor.apply_": "apply_along_axis",
        "numpy.fromiter": "fromiter",
        "numpy.fromfunction": "fromiter",
        "torch.vmap": "vmap",
        "torch.func.vmap": "vmap",
    }
)
CONSTRUCTS: tuple[Loop, ...] = ("while", "comprehension", "generator")


class Rules(Model):
    """`within`: only in this function (`f`, `Net.forward`), with all functions of the program that
    it calls, or in the statements that bind this variable; without it, anywhere in the program.
    `allow`: kinds of loops that are accepted; `sum` is Python's, which takes element by element.
    """

    within: Dotted | None = None
    allow: tuple[Loop, ...] = ()


class Found(NamedTuple):
    """A loop of that kind, at that place."""

    cell: int
    line: int
    kind: Loop


def judge(program: Program, rules: Rules) -> Verdict:
    """A text without a loop of a kind that is not allowed passes."""
    text = text_of(program, rules.within)
    if isinstance(text, Verdict):
        return text
    found = sorted(each for each in _loops(text) if each.kind not in rules.allow)
    if not found:
        return passed()
    all_places = "; ".join(f"{each.kind}: {text.where(*each[:2])}" for each in found)
    return failed(_said(text, found[0]), all_places[:2000])


def _loops(text: Text) -> Iterator[Found]:
    kinds: tuple[str, ...] = get_args(Loop)
    for name, use in uses_of((*CONSTRUCTS, "for", *CALLS), text.scope, text.trees):
        kind = CALLS.get(name, use.name)
        if kind in kinds:
            yield Found(use.cell, use.line, kind)  # type: ignore[arg-type]
    for cell, node in recursive(text.scope):
        yield Found(cell, getattr(node, "lineno", 1), "recursion")


def _said(text: Text, loop: Found) -> Message:
    where = text.where(loop.cell, loop.line)
    return say(
        "{what} Solve this exercise without a loop: operations on whole arrays, such as a + b, "
        "a.sum(axis=...) or a[mask], work on all elements at once.",
        what=_what(loop.kind, where),
    )


def _what(kind: Loop, where: Message) -> Message:
    if kind in ("for", "while"):
        return say("There is a `{kind}` loop at {where}.", kind=kind, where=where)
    if kind == "comprehension":
        return say("The comprehension at {where} is a loop.", where=where)
    if kind == "generator":
        return say("The generator expression at {where} is a loop.", where=where)
    if kind == "recursion":
        return say("The function at {where} calls itself, which is a loop.", where=where)
    if kind == "sum":
        return say(
            "Python's own `sum` at {where} adds element by element, which is a loop.", where=where
        )
    return say(
        "`{kind}` at {where} calls a function for each element, which is a loop.",
        kind=kind,
        where=where,
    )


checker = SourceChecker(Rules, judge)
