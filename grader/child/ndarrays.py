"""A NumPy array or scalar as data, read through the base class."""

from __future__ import annotations

from contextlib import suppress
from math import prod
from typing import Any

import numpy as np

from grader.child.budget import Budget
from grader.child.builtin_copy import BUILTINS
from grader.child.dtypes import NUMPY_FORM, SCALAR_TYPES, numpy_dtype_name
from grader.child.tensors import MAX_ARRAY, Unread
from grader.model.values import ArrayValue

__builtins__ = BUILTINS

_ndarray, _array = np.ndarray, np.array
_shape, _strides = np.ndarray.shape.__get__, np.ndarray.strides.__get__
_dtype, _flags = np.ndarray.dtype.__get__, np.ndarray.flags.__get__
_view, _astype, _tobytes = np.ndarray.view, np.ndarray.astype, np.ndarray.tobytes


def look_at_ndarray(
    array: Any,  # noqa: ANN401
    name: str,
    budget: Budget,
    *,
    scalar: bool = False,
) -> ArrayValue:
    """The array as data; `name` is that of its type. A masked array's data is read unmasked."""
    shape, dtype = _shape(array), _dtype(array)
    dtype_name = numpy_dtype_name(dtype)
    unread = _obstacle(shape, dtype_name, budget)
    data = _read(array, dtype_name) if unread is None else None
    return ArrayValue(
        library="numpy",
        type=name,
        dtype=dtype_name,
        shape=shape,
        strides=_in_elements(_strides(array), dtype.itemsize),
        data=data,
        unread="unreadable" if data is None and unread is None else unread,
        scalar=scalar,
        writeable=_flags(array).writeable and not scalar,
    )


def look_at_scalar(scalar: Any, budget: Budget) -> ArrayValue:  # noqa: ANN401
    """An instance of exactly one of NumPy's scalar types."""
    name = f"numpy.{SCALAR_TYPES[type(scalar)]}"
    return look_at_ndarray(_array(scalar), name, budget, scalar=True)


def _obstacle(shape: tuple[int, ...], dtype: str, budget: Budget) -> Unread | None:
    if dtype not in NUMPY_FORM:
        return "dtype"
    size = prod(shape) * NUMPY_FORM[dtype].itemsize
    return "too_big" if size > min(MAX_ARRAY, budget.data) else None


def _read(array: Any, dtype: str) -> bytes | None:  # noqa: ANN401
    with suppress(ValueError, TypeError):
        return _tobytes(_astype(_view(array, _ndarray), NUMPY_FORM[dtype], copy=False))
    return None


def _in_elements(strides: tuple[int, ...], itemsize: int) -> tuple[int, ...] | None:
    if itemsize == 0 or any(step % itemsize for step in strides):
        return None
    return tuple(step // itemsize for step in strides)
