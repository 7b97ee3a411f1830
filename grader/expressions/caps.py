"""How much one expression may ask for: values come from a student's process."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

import numpy as np

from grader.errors import ExpressionError
from grader.model.message import say

MAX_TEXT = 2000
MAX_DEPTH = 40
MAX_ELEMENTS = 8 << 20
MAX_BITS = 4400
MAX_PRODUCTS = 1 << 30
MAX_SIDE = 600


def admit_shape(shape: Sequence[int]) -> None:
    """ExpressionError for an array that would be too large."""
    if prod(shape) > MAX_ELEMENTS:
        raise ExpressionError(
            say("an array of shape {shape} is too large", shape=str(tuple(shape))[:80])
        )


def admit_bits(bits: int) -> None:
    """ExpressionError for an int that would be too long."""
    if bits > MAX_BITS:
        raise ExpressionError(say("a number has too many digits"))


def admit_sides(shape: Sequence[int]) -> None:
    """ExpressionError for a matrix whose decomposition would take too long."""
    if max(shape, default=0) > MAX_SIDE or prod(shape) > MAX_SIDE**2:
        raise ExpressionError(
            say("a matrix of shape {shape} is too large", shape=str(tuple(shape))[:80])
        )


def admit_products(count: int) -> None:
    """ExpressionError for a matrix product that would take too long."""
    if count > MAX_PRODUCTS:
        raise ExpressionError(say("the matrices of a product are too large"))


def admit_picks(shape: Sequence[int], index: Sequence[object]) -> None:
    """ExpressionError for an index whose arrays pick too many elements, by their upper bound."""
    arrays = [each for each in index if isinstance(each, np.ndarray)]
    if not arrays:
        return
    left, at = list(shape), 0
    for each in index:
        used = each.ndim if isinstance(each, np.ndarray) and each.dtype == np.bool_ else 1
        if isinstance(each, np.ndarray):
            left[at : at + used] = [1] * len(left[at : at + used])
        at += 0 if each is None or each is ... else used
    picked = max(each.size for each in arrays)
    if all(each.dtype != np.bool_ for each in arrays):
        picked = prod(np.broadcast_shapes(*(each.shape for each in arrays)))
    admit_shape((picked, prod(left)))
