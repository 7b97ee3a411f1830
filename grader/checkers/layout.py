"""How the array lies in memory: contiguous or not, or with which strides."""

from __future__ import annotations

from math import prod

from grader.checkers.base import Checker
from grader.checkers.stock import Looked, One, look_at, reference_array
from grader.compare import not_an_array, shape_text
from grader.model.base import Model
from grader.model.message import Message, say
from grader.model.values import ArrayValue
from grader.model.verdict import Verdict, failed, passed


class Rules(Model):
    """`contiguous`: whether its elements lie one after another, row by row.
    `strides`: how many elements lie between neighbours along each dimension, such as [3, 1]; of
    elements, not bytes, for NumPy too.
    Without either, the strides are the reference's.
    """

    contiguous: bool | None = None
    strides: tuple[int, ...] | None = None


def judge(seen: Looked, reference: Looked, rules: Rules) -> Verdict:
    """An array that lies so passes. Along a dimension of one element any stride does."""
    value = seen.value
    if not isinstance(value, ArrayValue):
        return failed(not_an_array(value))
    if value.strides is None or len(value.strides) != len(value.shape):
        return failed(say("It has no strides: its layout is {layout}.", layout=value.layout))
    if rules.contiguous is not None and _contiguous(value) != rules.contiguous:
        return failed(_other_contiguity(value, rules.contiguous))
    wanted = rules.strides
    if wanted is None and rules.contiguous is None:
        wanted = reference_array(reference).strides
    return passed() if wanted is None else _strides(value, wanted)


def _strides(value: ArrayValue, wanted: tuple[int, ...]) -> Verdict:
    if _told(value, value.strides or ()) == _told(value, wanted):
        return passed()
    return failed(
        say(
            "Its strides are {found}, expected {expected}. A transpose, a slice and .expand() "
            "change strides without moving elements; .contiguous() and .copy() move them.",
            found=shape_text(value.strides or ()),
            expected=shape_text(wanted),
        )
    )


def _told(value: ArrayValue, strides: tuple[int, ...]) -> tuple[int, ...] | None:
    """The strides that matter; None if they are not as many as the dimensions."""
    if len(strides) != len(value.shape):
        return None
    return tuple(step for step, size in zip(strides, value.shape, strict=True) if size > 1)


def _contiguous(value: ArrayValue) -> bool:
    if 0 in value.shape:
        return True
    steps = tuple(prod(value.shape[place + 1 :]) for place in range(len(value.shape)))
    return _told(value, value.strides or ()) == _told(value, steps)


def _other_contiguity(value: ArrayValue, contiguous: bool) -> Message:
    words = {"shape": shape_text(value.shape), "strides": shape_text(value.strides or ())}
    if not contiguous:
        return say(
            "It is contiguous: shape {shape}, strides {strides}. A view that was not copied is "
            "asked for, such as a transpose or every second element.",
            **words,
        )
    if value.library == "torch":
        return say(
            "It is not contiguous: shape {shape}, strides {strides}. .contiguous() puts its "
            "elements in order.",
            **words,
        )
    return say(
        "It is not contiguous: shape {shape}, strides {strides}. np.ascontiguousarray(...) puts "
        "its elements in order.",
        **words,
    )


checker = Checker(One, Looked, Rules, look_at, judge)
