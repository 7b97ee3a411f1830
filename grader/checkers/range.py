"""Every element lies between two bounds."""

from __future__ import annotations

from typing import Self

import numpy as np
from pydantic import model_validator

from grader.checkers.base import Checker
from grader.checkers.stock import Looked, One, look_at, unreadable
from grader.compare import Array, index_text, numbers_of
from grader.model.base import Model
from grader.model.message import Message, say, say_count
from grader.model.values import BoolValue, ComplexValue, FloatValue, IntValue, Value
from grader.model.verdict import Verdict, failed, passed

NUMBERS = (BoolValue, IntValue, FloatValue, ComplexValue)


class Rules(Model):
    """`low` and `high`: the bounds, at least one of them. `include_low` and `include_high`: whether
    the bound itself is allowed. NaN lies outside any bounds.
    """

    low: float | None = None
    high: float | None = None
    include_low: bool = True
    include_high: bool = True

    @model_validator(mode="after")
    def _some_bound(self) -> Self:
        if self.low is None and self.high is None:
            raise ValueError(say("low or high is needed, or both"))
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(say("low is greater than high"))
        return self


def judge(seen: Looked, reference: Looked, rules: Rules) -> Verdict:  # noqa: ARG001
    """A real array or number, not empty, with nothing outside passes."""
    array = _real(seen.value)
    if isinstance(array, Message):
        return failed(array)
    outside = ~_inside(array, rules)
    if not outside.any():
        return passed()
    return failed(_first_outside(array, outside, rules))


def _real(value: Value) -> Array | Message:
    obstacle = None if isinstance(value, NUMBERS) else unreadable(value)
    if obstacle is not None:
        return obstacle
    array = numbers_of(value)
    if array is None or np.iscomplexobj(array):
        return say("It is complex: complex numbers lie neither below nor above a bound.")
    return array


def _inside(array: Array, rules: Rules) -> Array:
    inside = ~np.isnan(array)
    if rules.low is not None:
        inside &= (array >= rules.low) if rules.include_low else (array > rules.low)
    if rules.high is not None:
        inside &= (array <= rules.high) if rules.include_high else (array < rules.high)
    return np.asarray(inside)


def _first_outside(array: Array, outside: Array, rules: Rules) -> Message:
    index = tuple(int(each) for each in np.unravel_index(int(np.argmax(outside)), array.shape))
    found, bounds = str(array[index]), _bounds(rules)
    if not array.shape:
        return say("It is {found}, expected {bounds}.", found=found, bounds=bounds)
    if outside.all() and array.size > 1 and not np.isnan(array).any():
        return say(
            "All its {size} elements are out of range: they go from {least} to {most}, expected "
            "{bounds}.",
            size=array.size,
            least=str(array.min()),
            most=str(array.max()),
            bounds=bounds,
        )
    return say_count(
        "{count} of {size} elements is out of range, at index {index}: it is {found}, "
        "expected {bounds}.",
        "{count} of {size} elements are out of range, the first at index {index}: it is {found}, "
        "expected {bounds}.",
        int(np.count_nonzero(outside)),
        size=array.size,
        index=index_text(index),
        found=found,
        bounds=bounds,
    )


def _bounds(rules: Rules) -> Message:
    low, high = _low(rules), _high(rules)
    if low is not None and high is not None:
        return say("{low} and {high}", low=low, high=high)
    return low or high or say("any number")


def _low(rules: Rules) -> Message | None:
    if rules.low is None:
        return None
    bound = f"{rules.low:.12g}"
    return say("at least {low}", low=bound) if rules.include_low else say("over {low}", low=bound)


def _high(rules: Rules) -> Message | None:
    if rules.high is None:
        return None
    bound = f"{rules.high:.12g}"
    if rules.include_high:
        return say("at most {high}", high=bound)
    return say("below {high}", high=bound)


checker = Checker(One, Looked, Rules, look_at, judge)
