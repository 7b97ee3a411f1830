"""The array's elements have the expected dtype, or one of a family: `tensor.dtype`."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator

from grader.checkers.base import Checker
from grader.checkers.stock import Looked, One, look_at, reference_array
from grader.compare import DTYPES, FAMILIES, bare, dtype_mismatch, full, not_an_array
from grader.model.base import Model
from grader.model.message import say
from grader.model.values import ArrayValue
from grader.model.verdict import Verdict, failed, passed
from grader.nearest import nearest


def _known(name: str) -> str:
    if bare(name) in DTYPES or name in FAMILIES:
        return name
    close = nearest(name, (*FAMILIES, *DTYPES, *(f"torch.{each}" for each in DTYPES)))
    if close is None:
        raise ValueError(say("`{name}` is neither a dtype nor a family of dtypes", name=name))
    raise ValueError(
        say(
            "`{name}` is neither a dtype nor a family of dtypes; did you mean `{near}`?",
            name=name,
            near=close,
        )
    )


class Rules(Model):
    """`dtype`: `torch.float32` for a tensor's, `float32` for either library's, or a family
    (`floating`, `integer`, `complex`, `bool`); without it, the reference's dtype.
    """

    dtype: Annotated[str, AfterValidator(_known)] | None = None


def judge(seen: Looked, reference: Looked, rules: Rules) -> Verdict:
    """An array whose dtype is that one, or in that family, passes."""
    if not isinstance(seen.value, ArrayValue):
        return failed(not_an_array(seen.value))
    expected = _dtype_of(reference_array(reference)) if rules.dtype is None else rules.dtype
    wrong = dtype_mismatch(seen.value, expected)
    return passed() if wrong is None else failed(wrong)


def _dtype_of(value: ArrayValue) -> str:
    return full(value.library, value.dtype)


checker = Checker(One, Looked, Rules, look_at, judge)
