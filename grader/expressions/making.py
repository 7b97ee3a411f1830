"""Arrays that an expression makes; their size is looked at first."""

from __future__ import annotations

from typing import Any

import numpy as np

from grader.compare import Array
from grader.errors import ExpressionError
from grader.expressions.caps import admit_shape
from grader.expressions.operands import array, whole
from grader.model.message import say


def _shape(given: object) -> tuple[int, ...]:
    sizes = given if isinstance(given, tuple) else (given,)
    shape = tuple(map(whole, sizes))
    if len(shape) > 16:
        raise ExpressionError(say("an array has more than 16 dimensions"))
    admit_shape(shape)
    return shape


def zeros(shape: object) -> Array:
    """`numpy.zeros`."""
    return np.zeros(_shape(shape))


def ones(shape: object) -> Array:
    """`numpy.ones`."""
    return np.ones(_shape(shape))


def eye(rows: object, columns: object = None) -> Array:
    """`numpy.eye`."""
    high, wide = _shape((rows, rows if columns is None else columns))
    return np.eye(high, wide)


def arange(*given: object) -> Array:
    """`numpy.arange` of one to three numbers."""
    numbers: list[Any] = [array(each)[()] for each in given]
    defaults = {1: (0, *numbers, 1), 2: (*numbers, 1), 3: tuple(numbers)}
    start, stop, step = defaults[len(numbers)]
    admit_shape((int(min(abs((_real(stop) - _real(start)) / _real(step)), 1e12)),))
    return np.asarray(np.arange(start, stop, step))


def linspace(start: object, stop: object, count: object) -> Array:
    """`numpy.linspace` between two numbers."""
    return np.linspace(_real(start), _real(stop), _shape(count)[0])


def _real(given: object) -> float:
    elements = array(given)
    if elements.ndim or elements.dtype.kind == "c":
        raise ExpressionError(say("a real number is needed"))
    return float(elements)


def diag(given: object, k: object = 0) -> Array:
    """`numpy.diag`: the diagonal of a matrix, or the matrix of a diagonal."""
    elements, offset = array(given), whole(k)
    if elements.ndim == 1:
        side = elements.size + abs(offset)
        admit_shape((side, side))
    return np.diag(elements, offset)


def concatenate(given: object, *axis: Any, **named: Any) -> Array:  # noqa: ANN401
    """`numpy.concatenate` of several arrays."""
    parts = _parts(given)
    admit_shape((sum(part.size for part in parts),))
    return np.concatenate(parts, *axis, **named)


def stack(given: object, *axis: Any, **named: Any) -> Array:  # noqa: ANN401
    """`numpy.stack` of several arrays."""
    parts = _parts(given)
    admit_shape((sum(part.size for part in parts),))
    return np.stack(parts, *axis, **named)


def _parts(given: object) -> list[Array]:
    if isinstance(given, (tuple, np.ndarray)) and np.ndim(given) != 0:
        return [array(each) for each in given]
    raise ExpressionError(say("a tuple of arrays is needed"))
