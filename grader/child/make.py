"""Fresh objects from what the parent sent."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from pydantic import TypeAdapter

from grader.child.builtin_copy import BUILTINS
from grader.child.dtypes import NUMPY_FORM, TORCH_DTYPE, TORCH_FORM
from grader.model.targets import Given
from grader.model.values import (
    ArrayValue,
    BoolValue,
    ComplexValue,
    DictValue,
    DTypeValue,
    FloatValue,
    IntValue,
    NoneValue,
    SequenceValue,
    StrValue,
    Value,
)

__builtins__ = BUILTINS

_VALUE: TypeAdapter[Value] = TypeAdapter(Value)
_from_numpy, _frombuffer, _copy = torch.from_numpy, np.frombuffer, np.ndarray.copy
_reshape, _view_as = np.ndarray.reshape, torch._C.TensorBase.view
_clone, _set_requires_grad = torch._C.TensorBase.clone, torch._C.TensorBase.requires_grad_
_WithoutFunctions, _WithoutDispatch = torch._C.DisableTorchFunction, torch._C._DisableTorchDispatch
_np_dtype, _Size = np.dtype, torch.Size


def make(given: Given) -> object:
    """A new object; a tensor or array has memory of its own, writable, in C order.

    A plain tuple is how an author's list arrives: it becomes a list. A tuple is asked for with a
    SequenceValue. ValueError for what cannot be made: a recipe that the parent has not turned
    into values, an array without data, a value that was cut.
    """
    if isinstance(given, tuple):
        return [make(each) for each in given]
    if isinstance(given, dict):
        return _made(_VALUE.validate_python(given))
    if given is None or isinstance(given, (bool, int, float, str)):
        return given
    return _made(given)


def _made(value: Any) -> object:  # noqa: ANN401
    match value:
        case NoneValue():
            return None
        case BoolValue():
            return value.value
        case IntValue():
            return _int(value.digits)
        case FloatValue():
            return float.fromhex(value.hex)
        case ComplexValue():
            return complex(float.fromhex(value.real.hex), float.fromhex(value.imag.hex))
        case StrValue():
            return value.text
        case SequenceValue():
            return _sequence(value)
        case DictValue():
            return {_made(key): _made(each) for key, each in value.entries}
        case DTypeValue():
            return _dtype(value)
        case ArrayValue(data=bytes()):
            return _tensor(value) if value.library == "torch" else _ndarray(value)
    raise ValueError(f"{type(value).__name__} cannot be made into an object")


def _int(digits: str) -> int:
    """In pieces: a student can lower the interpreter's own limit on digits to 640."""
    number = 0
    for start in range(0, len(digits.lstrip("-")), 500):
        piece = digits.lstrip("-")[start : start + 500]
        number = number * 10 ** len(piece) + int(piece)
    return -number if digits.startswith("-") else number


def _sequence(value: SequenceValue) -> object:
    items = [_made(each) for each in value.items]
    kinds = {"tuple": tuple, "set": set, "frozenset": frozenset, "torch.Size": _Size}
    return kinds[value.type](items) if value.type in kinds else items


def _dtype(value: DTypeValue) -> object:
    if value.library == "torch":
        return TORCH_DTYPE[value.name]
    dtype = _np_dtype(value.name)
    return dtype.type if value.scalar_type else dtype


def _ndarray(value: ArrayValue) -> object:
    buffer = _frombuffer(value.data or b"", NUMPY_FORM[value.dtype])
    array = _copy(_reshape(buffer, value.shape))
    return array[()] if value.scalar else array


def _tensor(value: ArrayValue) -> object:
    buffer = _copy(_frombuffer(value.data or b"", TORCH_FORM[value.dtype]))
    with _WithoutFunctions(), _WithoutDispatch():
        # The clone is what lets a student resize it: memory borrowed from NumPy cannot grow.
        tensor = _clone(_view_as(_from_numpy(buffer), TORCH_DTYPE[value.dtype]))
        tensor = _view_as(tensor, value.shape)
        return _set_requires_grad(tensor, value.requires_grad)
