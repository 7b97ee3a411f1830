"""Closeness and equality within an expression: nothing but a single number is broadcast."""

from __future__ import annotations

from typing import Any

import numpy as np

from grader.compare import Array, Tolerance, default_tolerance
from grader.errors import ExpressionError
from grader.expressions.operands import array
from grader.model.message import say


def allclose(
    found: object,
    expected: object,
    *,
    tolerance: Tolerance | None,
    **named: Any,  # noqa: ANN401
) -> bool:
    """Whether the shapes agree (or one of both is a number) and all elements are close."""
    a, b = array(found), array(expected)
    return _fit(a, b) and bool(_close(a, b, tolerance, named).all())


def isclose(
    found: object,
    expected: object,
    *,
    tolerance: Tolerance | None,
    **named: Any,  # noqa: ANN401
) -> Array:
    """The same element by element; ExpressionError for arrays of two shapes."""
    a, b = array(found), array(expected)
    if not _fit(a, b):
        raise ExpressionError(
            say("the shapes {one} and {other} differ", one=str(a.shape), other=str(b.shape))
        )
    return _close(a, b, tolerance, named)


def array_equal(found: object, expected: object) -> bool:
    """Whether shapes and elements are equal."""
    return bool(np.array_equal(array(found), array(expected)))


def _fit(a: Array, b: Array) -> bool:
    return a.shape == b.shape or not a.shape or not b.shape


def _close(a: Array, b: Array, tolerance: Tolerance | None, named: dict[str, Any]) -> Array:
    """`|a - b| <= atol + rtol * |b|`, as `numpy.isclose`; or what the dtypes allow."""
    allowed = tolerance or default_tolerance(a.dtype.name, b.dtype.name)
    given = {"rtol": allowed.rtol, "atol": allowed.atol, **named}
    return np.asarray(np.isclose(_wide(a), _wide(b), **given))


def _wide(elements: Array) -> Array:
    return elements.astype(np.int8) if elements.dtype.kind == "b" else elements
