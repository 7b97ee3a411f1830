"""How equal two values must be, and what is said when they are not."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from grader.compare.dtypes import Tolerance
from grader.model.base import Model
from grader.model.message import Message, say

NotNegative = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class How(Model):
    """How equal a value must be to the expected one.

    `rtol` and `atol` are given together: an element may be `atol + rtol * |expected|` away. Without
    them the dtype decides, as in torch.testing; integers, bools and text are then exact.
    `dtype`: `exact` asks for the same dtype, `family` for the same family (bool, integer, floating,
    complex), `any` for none in particular.
    `types`: the exact types that are accepted instead of the expected value's own, such as
    `torch.Size` and `tuple`.
    `reveal`: whether the student is told the expected values.
    """

    rtol: NotNegative | None = None
    atol: NotNegative | None = None
    dtype: Literal["exact", "family", "any"] = "exact"
    types: Annotated[tuple[str, ...], Field(min_length=1)] | None = None
    reveal: bool = True

    @model_validator(mode="after")
    def _both_or_neither(self) -> Self:
        if (self.rtol is None) != (self.atol is None):
            raise ValueError(say("rtol and atol are given together, or not at all"))
        return self

    @property
    def tolerance(self) -> Tolerance | None:
        """The tolerance that was asked for, or None to let the dtype decide."""
        if self.rtol is None or self.atol is None:
            return None
        return Tolerance(self.rtol, self.atol)

    @property
    def inside(self) -> How:
        """The same for what a list or dict holds, whose types are the expected value's own."""
        return self.model_copy(update={"types": None})


class Mismatch(Model):
    """Why a value is not the expected one: for the student, and in full for staff.

    `of_elements`: whether all but the elements is as expected: type, shape and dtype.
    """

    for_student: Message
    in_full: str
    of_elements: bool = False


AS_EXPECTED = How()
