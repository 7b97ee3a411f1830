"""What an expression computes with: numbers, texts, tuples and NumPy arrays."""

from __future__ import annotations

from typing import Any

import numpy as np

from grader.compare import Array, array_of, describe, float_of, int_of, numbers_of, unread
from grader.errors import ExpressionError
from grader.expressions.caps import admit_bits, admit_shape
from grader.model.message import Message, say
from grader.model.values import (
    ArrayValue,
    BoolValue,
    ComplexValue,
    FloatValue,
    IntValue,
    NoneValue,
    SequenceValue,
    StrValue,
    Value,
)

SCALARS = (bool, int, float, complex)


def operand(value: Value) -> object:
    """The value as something to compute with; ExpressionError if it is nothing of the kind.

    Arrays and tensors become NumPy arrays, and so do lists and tuples of numbers whose lengths
    agree; bfloat16 becomes float32. A torch.Size stays a tuple. WireError for nonsense.
    """
    if isinstance(value, ArrayValue):
        return _array(value)
    if isinstance(value, SequenceValue):
        return _sequence(value)
    if isinstance(value, BoolValue):
        return value.value
    if isinstance(value, IntValue):
        return int_of(value)
    if isinstance(value, FloatValue):
        return float_of(value)
    if isinstance(value, ComplexValue):
        return complex(float_of(value.real), float_of(value.imag))
    if isinstance(value, NoneValue):
        return None
    if isinstance(value, StrValue) and value.length == len(value.text):
        return value.text
    raise _no_operand(describe(value))


def _array(value: ArrayValue) -> Array:
    why = unread(value)
    if why is not None:
        raise ExpressionError(why)
    return array_of(value)


def _sequence(value: SequenceValue) -> object:
    if value.length != len(value.items):
        raise _no_operand(describe(value))
    array = None if value.type == "torch.Size" else numbers_of(value)
    return tuple(map(operand, value.items)) if array is None else array


def _no_operand(what: Message) -> ExpressionError:
    return ExpressionError(say("nothing can be computed with {what}", what=what))


def number(value: object) -> Any:  # noqa: ANN401
    """A number or an array of numbers; a tuple of numbers becomes an array."""
    if isinstance(value, (*SCALARS, np.ndarray, np.generic)):
        return admitted(value)
    if isinstance(value, tuple):
        return array(value)
    raise ExpressionError(say("{what} is not a number", what=_named(value)))


def array(value: object) -> Array:
    """The same as an array."""
    if isinstance(value, (np.ndarray, np.generic)):
        return np.asarray(admitted(value))
    if isinstance(value, tuple):
        parts = [array(each) for each in value]
        if len({part.shape for part in parts}) > 1:
            raise ExpressionError(say("the parts of a list differ in shape"))
        admit_shape((len(parts), *(parts[0].shape if parts else ())))
        return np.stack(parts) if parts else np.zeros(0)
    if isinstance(value, SCALARS):
        return _scalar(value)
    raise ExpressionError(say("{what} is not a number", what=_named(value)))


def whole(value: object) -> int:
    """An int, or an array that is one; ExpressionError for anything else, bools included."""
    one = value[()] if isinstance(value, np.ndarray) and value.ndim == 0 else value
    if isinstance(one, (int, np.integer)) and not isinstance(one, bool):
        return int(one)
    raise ExpressionError(say("{what} is not a whole number", what=_named(value)))


def admitted(value: Any) -> Any:  # noqa: ANN401
    """The value, unless it is too large or not of numbers."""
    if isinstance(value, (np.ndarray, np.generic)):
        admit_shape(value.shape)
        if value.dtype.kind not in "biufc":
            raise ExpressionError(say("an array holds something other than numbers"))
    elif isinstance(value, int):
        admit_bits(value.bit_length())
    return value


def _scalar(value: object) -> Array:
    made = np.asarray(value)
    if made.dtype.kind not in "biufc":
        raise ExpressionError(say("a number has too many digits"))
    return made


def _named(value: object) -> Message:
    if value is None:
        return say("None")
    if isinstance(value, str):
        return say("the text “{text}”", text=value[:40])
    if isinstance(value, tuple):
        return say("a tuple")
    return say("{value}", value=str(value)[:40])
