"""The array has the expected shape: `tensor.shape`."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from grader.checkers.base import Checker
from grader.checkers.stock import Looked, One, look_at, reference_array
from grader.compare import not_an_array, shape_mismatch
from grader.model.base import Model
from grader.model.values import ArrayValue
from grader.model.verdict import Verdict, failed, passed


class Rules(Model):
    """`shape`: the sizes, such as [3, 3]; without it, the reference's shape."""

    shape: tuple[Annotated[int, Field(ge=0)], ...] | None = None


def judge(seen: Looked, reference: Looked, rules: Rules) -> Verdict:
    """An array of exactly that shape passes."""
    if not isinstance(seen.value, ArrayValue):
        return failed(not_an_array(seen.value))
    expected = reference_array(reference).shape if rules.shape is None else rules.shape
    wrong = shape_mismatch(seen.value.shape, expected)
    return passed() if wrong is None else failed(wrong)


checker = Checker(One, Looked, Rules, look_at, judge)
