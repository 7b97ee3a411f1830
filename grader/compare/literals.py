"""What an author writes as an answer, as the value that it stands for."""

from __future__ import annotations

import numpy as np

from grader.compare.dtypes import DTYPES, bare
from grader.compare.freedom import packed
from grader.errors import OurError
from grader.model.message import say
from grader.model.values import (
    ArrayValue,
    BoolValue,
    FloatValue,
    IntValue,
    NoneValue,
    SequenceValue,
    StrValue,
    Value,
)


def as_value(literal: object, like: Value) -> Value:
    """The literal as a value; beside an array it becomes an array of the same kind and dtype.

    OurError for what is no array of that dtype.
    """
    if isinstance(like, ArrayValue) and literal is not None and not isinstance(literal, str):
        return _array(literal, like)
    if isinstance(literal, bool):
        return BoolValue(value=literal)
    if isinstance(literal, int):
        return IntValue(digits=str(literal))
    if isinstance(literal, float):
        return FloatValue(hex=literal.hex())
    if isinstance(literal, str):
        return StrValue(text=literal, length=len(literal))
    return NoneValue() if literal is None else _sequence(literal, like)


def _sequence(literal: object, like: Value) -> SequenceValue:
    assert isinstance(literal, tuple)
    known = like.items if isinstance(like, SequenceValue) else ()
    items = tuple(
        as_value(each, known[place] if place < len(known) else NoneValue())
        for place, each in enumerate(literal)
    )
    kind = like.type if isinstance(like, SequenceValue) else "list"
    return SequenceValue(type=kind, items=items, length=len(items))


def _array(literal: object, like: ArrayValue) -> ArrayValue:
    dtype = "f4" if bare(like.dtype) == "bfloat16" else bare(like.dtype)
    try:
        if bare(like.dtype) not in DTYPES:
            raise ValueError(like.dtype)
        elements = np.array(literal, dtype)
    except (ValueError, TypeError, OverflowError) as error:
        raise OurError(
            say("`any_of` has something that is no array of dtype {dtype}", dtype=like.dtype)
        ) from error
    return packed(elements, like)
