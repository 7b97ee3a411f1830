"""Products of arrays; the work is estimated first."""

from __future__ import annotations

import numpy as np

from grader.compare import Array
from grader.expressions.caps import admit_products, admit_shape
from grader.expressions.operands import array


def matmul(left: object, right: object) -> Array:
    """`a @ b`; ValueError where the shapes do not fit."""
    a, b = array(left), array(right)
    if not a.ndim or not b.ndim:
        raise ValueError("a number is no matrix")
    shape = _shape(a, b)
    admit_shape(shape)
    admit_products(int(np.prod(shape, dtype=float)) * a.shape[-1])
    return np.asarray(np.matmul(a, b))


def _shape(a: Array, b: Array) -> tuple[int, ...]:
    batch = np.broadcast_shapes(a.shape[:-2], b.shape[:-2])
    return (*batch, *a.shape[-2:-1], *b.shape[-1:][: b.ndim - 1])


def dot(left: object, right: object) -> Array:
    """`numpy.dot` of numbers, vectors and matrices."""
    a, b = array(left), array(right)
    if a.ndim > 2 or b.ndim > 2:
        raise ValueError("dot is of vectors and matrices; use @")
    return np.asarray(a * b) if not a.ndim or not b.ndim else matmul(a, b)


def outer(left: object, right: object) -> Array:
    """`numpy.outer`."""
    a, b = array(left), array(right)
    admit_shape((a.size, b.size))
    return np.outer(a, b)


def cross(left: object, right: object) -> Array:
    """`numpy.cross` of vectors of three numbers."""
    a, b = array(left), array(right)
    if {a.shape[-1:], b.shape[-1:]} != {(3,)}:
        raise ValueError("cross is of vectors of three numbers")
    admit_shape(np.broadcast_shapes(a.shape, b.shape))
    return np.cross(a, b)
