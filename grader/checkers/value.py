"""The value is the reference's: same type, shape and dtype, elements equal within a tolerance.

For arrays, numbers, text, dtypes, sizes, and lists, tuples, sets and dicts of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypeAliasType

from grader.checkers.base import Checker
from grader.checkers.stock import Looked, One, look_at
from grader.compare import (
    Freedom,
    How,
    Mismatch,
    as_value,
    free,
    mismatch,
    nearest_to,
    wrong_type,
)
from grader.model.message import Message, say
from grader.model.targets import Literals
from grader.model.values import ArrayValue, SequenceValue, Value
from grader.model.verdict import Verdict, failed, passed

Plain = TypeAliasType("Plain", "Literals | tuple[Plain, ...]")


class Rules(How):
    """`any_of`: answers that are right besides the reference's, as numbers, texts and lists; beside
    an array, they are taken as arrays of its dtype.
    `order`: `any` if the order of the items (of an array: along its first axis) does not matter.
    `up_to`: what else is free about an array: its `sign`; `column_sign` or `row_sign`, the sign of
    each column or row (of complex ones, the phase); `column_scale`, any factor for each column;
    `column_order`; `transpose`. Several may be given. A vector counts as one column.

    `rtol` and `atol` are given together: an element may be `atol + rtol * |expected|` away. Without
    them the dtype decides, as in torch.testing; integers, bools and text are then exact.
    `dtype`: `exact` asks for the same dtype, `family` for the same family (bool, integer, floating,
    complex), `any` for none in particular.
    `types`: the exact types that are accepted instead of the expected value's own, such as
    `torch.Size` and `tuple`.
    `reveal`: whether the student is told the expected values.
    """

    any_of: Annotated[tuple[Plain, ...], Field(min_length=1, max_length=50)] | None = None
    order: Literal["exact", "any"] = "exact"
    up_to: (
        Annotated[
            tuple[
                Literal[
                    "sign",
                    "column_sign",
                    "row_sign",
                    "column_scale",
                    "column_order",
                    "transpose",
                ],
                ...,
            ],
            Field(min_length=1),
        ]
        | None
    ) = None

    @property
    def freedoms(self) -> tuple[Freedom, ...]:
        """Everything that is free about an array."""
        return (*(("order",) if self.order == "any" else ()), *(self.up_to or ()))


def judge(seen: Looked, reference: Looked, rules: Rules) -> Verdict:
    """A value that compares equal to one of the answers passes."""
    wrong = [_wrong(seen.value, each, rules) for each in _answers(reference.value, rules)]
    first = wrong[0]
    if first is None or None in wrong:
        return passed()
    return failed(_said(first.for_student, len(wrong), rules), first.in_full)


def _answers(reference: Value, rules: Rules) -> Iterator[Value]:
    yield reference
    for literal in rules.any_of or ():
        yield as_value(literal, reference)


def _wrong(found: Value, expected: Value, rules: Rules) -> Mismatch | None:
    if isinstance(found, ArrayValue) and isinstance(expected, ArrayValue):
        readable = found.data is not None and expected.data is not None
        if readable and rules.freedoms:
            found = nearest_to(found, expected, rules.freedoms)
    elif isinstance(found, SequenceValue) and isinstance(expected, SequenceValue):
        right_type = wrong_type(found, rules.types or (expected.type,)) is None
        if rules.order == "any" and right_type:
            unordered = {"type": "set"}
            found, expected = (each.model_copy(update=unordered) for each in (found, expected))
            return mismatch(found, expected, rules.inside)
    return mismatch(found, expected, rules)


def _said(why: Message, answers: int, rules: Rules) -> Message:
    if rules.freedoms:
        what = free(rules.freedoms)
        why = say("{why} (These do not matter: {free}.)", why=why, free=what)
    if answers > 1:
        why = say("{why} Some other answers are right too, but this is none of them.", why=why)
    return why


checker = Checker(One, Looked, Rules, look_at, judge)
