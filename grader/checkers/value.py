"""The value is the reference's: same type, shape and dtype, elements equal within a tolerance.

For arrays, numbers, text, dtypes, sizes, and lists, tuples, sets and dicts of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field
from typing_extensions import TypeAliasType

from grader.checkers.base import Checker
from grader.checkers.stock import Looked, One, look_at
from grader.compare import Freely, as_value, freely_mismatch
from grader.model.message import Message, say
from grader.model.targets import Literals
from grader.model.values import Value
from grader.model.verdict import Verdict, failed, passed

Plain = TypeAliasType("Plain", "Literals | tuple[Plain, ...]")


class Rules(Freely):
    """`any_of`: answers that are right besides the reference's, as numbers, texts and lists; beside
    an array, they are taken as arrays of its dtype.
    """

    any_of: Annotated[tuple[Plain, ...], Field(min_length=1, max_length=50)] | None = None


def judge(seen: Looked, reference: Looked, rules: Rules) -> Verdict:
    """A value that compares equal to one of the answers passes."""
    answers = _answers(reference.value, rules)
    wrong = [freely_mismatch(seen.value, each, rules) for each in answers]
    first = wrong[0]
    if first is None or None in wrong:
        return passed()
    return failed(_said(first.for_student, len(wrong)), first.in_full)


def _answers(reference: Value, rules: Rules) -> Iterator[Value]:
    yield reference
    for literal in rules.any_of or ():
        yield as_value(literal, reference)


def _said(why: Message, answers: int) -> Message:
    if answers == 1:
        return why
    return say("{why} Some other answers are right too, but this is none of them.", why=why)


checker = Checker(One, Looked, Rules, look_at, judge)
