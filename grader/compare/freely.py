"""The comparison of answers of which something is free: an order, a sign."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from grader.compare.freedom import Freedom, free, nearest_to
from grader.compare.how import How, Mismatch
from grader.compare.mismatch import mismatch, wrong_type
from grader.model.message import say
from grader.model.values import ArrayValue, SequenceValue, Value

UpTo = Literal["sign", "column_sign", "row_sign", "column_scale", "column_order", "transpose"]


class Freely(How):
    """`order`: `any` if the order of the items (of an array: along its first axis) does not matter.
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

    order: Literal["exact", "any"] = "exact"
    up_to: Annotated[tuple[UpTo, ...], Field(min_length=1)] | None = None

    @property
    def freedoms(self) -> tuple[Freedom, ...]:
        """Everything that is free about an array."""
        return (*(("order",) if self.order == "any" else ()), *(self.up_to or ()))


def freely_mismatch(found: Value, expected: Value, how: Freely) -> Mismatch | None:
    """None if found is what is expected, or becomes it by what is free."""
    if not how.freedoms:
        return mismatch(found, expected, how)
    wrong = _compared(found, expected, how)
    if wrong is None or not wrong.of_elements:
        return wrong
    told = say(
        "{why} (These do not matter: {free}.)", why=wrong.for_student, free=free(how.freedoms)
    )
    return wrong.model_copy(update={"for_student": told})


def _compared(found: Value, expected: Value, how: Freely) -> Mismatch | None:
    if isinstance(found, ArrayValue) and isinstance(expected, ArrayValue):
        if found.data is not None and expected.data is not None:
            found = nearest_to(found, expected, how.freedoms)
    elif isinstance(found, SequenceValue) and isinstance(expected, SequenceValue):
        right_type = wrong_type(found, how.types or (expected.type,)) is None
        if how.order == "any" and right_type:
            unordered = {"type": "set"}
            found, expected = (each.model_copy(update=unordered) for each in (found, expected))
            return mismatch(found, expected, how.inside)
    return mismatch(found, expected, how)
