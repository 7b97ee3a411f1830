"""The array has the expected number of dimensions: `tensor.ndim`."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from grader.checkers.base import Checker
from grader.checkers.stock import Looked, One, look_at, reference_array
from grader.compare import not_an_array, shape_text
from grader.model.base import Model
from grader.model.message import say_count
from grader.model.values import ArrayValue
from grader.model.verdict import Verdict, failed, passed


class Rules(Model):
    """`rank`: how many dimensions; without it, as many as the reference's."""

    rank: Annotated[int, Field(ge=0)] | None = None


def judge(seen: Looked, reference: Looked, rules: Rules) -> Verdict:
    """An array with that many dimensions passes."""
    if not isinstance(seen.value, ArrayValue):
        return failed(not_an_array(seen.value))
    expected = len(reference_array(reference).shape) if rules.rank is None else rules.rank
    found = len(seen.value.shape)
    if found == expected:
        return passed()
    return failed(
        say_count(
            "It has {count} dimension (its shape is {shape}), expected {expected}.",
            "It has {count} dimensions (its shape is {shape}), expected {expected}.",
            found,
            shape=shape_text(seen.value.shape),
            expected=expected,
        )
    )


checker = Checker(One, Looked, Rules, look_at, judge)
