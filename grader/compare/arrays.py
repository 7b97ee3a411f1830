"""Values as NumPy arrays and Python numbers. Every value is a claim: nonsense is a WireError."""

from __future__ import annotations

from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.compare.dtypes import DTYPES, bare
from grader.errors import WireError
from grader.model.message import say
from grader.model.values import (
    ArrayValue,
    BoolValue,
    ComplexValue,
    FloatValue,
    IntValue,
    SequenceValue,
    Value,
)

Array = NDArray[Any]
INT64 = range(-(2**63), 2**63)


def array_of(value: ArrayValue) -> Array:
    """The elements, read-only; bfloat16 as float32, exactly.

    WireError unless the dtype is one of DTYPES and the bytes are just as many as the shape asks.
    """
    dtype = DTYPES.get(bare(value.dtype))
    if value.data is None or dtype is None:
        raise _nonsense(f"the elements of a {value.dtype[:40]} array were not sent")
    words = np.dtype(dtype.storage)
    size = prod(value.shape)
    if len(value.data) != size * words.itemsize:
        raise _nonsense("an array has more or fewer bytes than its shape and dtype ask for")
    flat: Array = np.ndarray((size,), words, buffer=value.data)
    return _shaped(_elements(flat, bare(value.dtype)), value.shape)


def _elements(words: Array, dtype: str) -> Array:
    if dtype == "bool":
        return np.not_equal(words, 0)
    if dtype == "bfloat16":
        return (words.astype(np.uint32) << np.uint32(16)).view(np.float32)
    return words


def _shaped(flat: Array, shape: tuple[int, ...]) -> Array:
    try:
        shaped = flat.reshape(shape)
    except (ValueError, OverflowError) as error:
        raise _nonsense("an array has a shape that is not possible") from error
    shaped.setflags(write=False)
    return shaped


def int_of(value: IntValue) -> int:
    """The int."""
    return int(value.digits)


def float_of(value: FloatValue) -> float:
    """The float; WireError if the text is not one."""
    try:
        return float.fromhex(value.hex)
    except (ValueError, OverflowError) as error:
        raise _nonsense("a float is not written as float.hex writes it") from error


def complex_of(value: ComplexValue) -> complex:
    """The complex number."""
    return complex(float_of(value.real), float_of(value.imag))


def numbers_of(value: Value) -> Array | None:
    """A number, an array, or a regular nest of lists of numbers as one array; None for the rest.

    An int outside int64 is rounded to float64.
    """
    if isinstance(value, ArrayValue):
        return None if value.data is None else array_of(value)
    if isinstance(value, SequenceValue):
        return _stacked(value)
    number = _number(value)
    return None if number is None else np.array(number)


def _number(value: Value) -> bool | int | float | complex | None:
    if isinstance(value, BoolValue):
        return value.value
    if isinstance(value, IntValue):
        number = int_of(value)
        return number if number in INT64 else float(value.digits)
    if isinstance(value, FloatValue):
        return float_of(value)
    if isinstance(value, ComplexValue):
        return complex_of(value)
    return None


def _stacked(value: SequenceValue) -> Array | None:
    if value.type in ("set", "frozenset") or value.length != len(value.items):
        return None
    if not value.items:
        return np.zeros(0)
    rows = [numbers_of(item) for item in value.items]
    known = [row for row in rows if row is not None]
    if len(known) < len(rows) or len({row.shape for row in known}) > 1:
        return None
    return np.stack(known)


def _nonsense(why: str) -> WireError:
    return WireError(say("the answer cannot be read: {why}", why=why))
