"""Which elements differ, and by how much."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from grader.compare.arrays import Array
from grader.compare.dtypes import DTYPES, EXACT, Tolerance


@dataclass(frozen=True)
class Difference:
    """`count` of `size` elements differ, the first at `first`, the most at `worst`, by `distance`.

    `distance` is infinite where only one side is a NaN, or an infinity.
    """

    count: int
    size: int
    first: tuple[int, ...]
    worst: tuple[int, ...]
    distance: float


def default_tolerance(found: str, expected: str) -> Tolerance:
    """What the two bare dtypes allow, the wider of both; integers and bools allow nothing."""
    return DTYPES[found].tolerance.widened(DTYPES[expected].tolerance)


def difference(found: Array, expected: Array, tolerance: Tolerance) -> Difference | None:
    """None if all elements of two arrays of one shape agree.

    They agree where they are equal, are both NaN (for complex numbers part by part), or are finite
    and within the tolerance. Integers of one dtype are compared exactly, however large.
    """
    if found.shape != expected.shape:
        raise ValueError("arrays of different shapes are never compared")
    distances = _distances(found, expected)
    wrong = ~_equal(found, expected)
    if tolerance != EXACT:
        wrong &= ~_near(distances, expected, tolerance)
    if not wrong.any():
        return None
    distances = np.where(wrong, distances, -1.0)
    return Difference(
        count=int(np.count_nonzero(wrong)),
        size=int(wrong.size),
        first=_index(int(np.argmax(wrong)), wrong.shape),
        worst=_index(int(np.argmax(distances)), wrong.shape),
        distance=float(distances.max()),
    )


def _equal(found: Array, expected: Array) -> Array:
    if np.iscomplexobj(found) or np.iscomplexobj(expected):
        return np.asarray(_equal(found.real, expected.real) & _equal(found.imag, expected.imag))
    equal = np.asarray(found == expected)
    if found.dtype.kind == "f" and expected.dtype.kind == "f":
        equal = np.asarray(equal | (np.isnan(found) & np.isnan(expected)))
    return equal


def _near(distances: Array, expected: Array, tolerance: Tolerance) -> Array:
    with np.errstate(over="ignore", invalid="ignore"):
        allowed = tolerance.atol + tolerance.rtol * np.abs(_wide(expected))
        return np.asarray(np.isfinite(distances) & (distances <= allowed))


def _distances(found: Array, expected: Array) -> Array:
    if found.dtype == expected.dtype and found.dtype.kind in "iu":
        return _integer_distances(found, expected)
    with np.errstate(over="ignore", invalid="ignore"):
        distances = np.abs(_wide(found) - _wide(expected))
    return np.asarray(np.where(np.isnan(distances), np.inf, distances))


def _integer_distances(found: Array, expected: Array) -> Array:
    """Exact before the last rounding: in arithmetic modulo 2**64 nothing overflows."""
    high = np.maximum(found, expected).astype(np.uint64)
    low = np.minimum(found, expected).astype(np.uint64)
    with np.errstate(over="ignore"):
        return np.asarray((high - low).astype(np.float64))


def _wide(array: Array) -> Array:
    return array.astype(np.complex128 if np.iscomplexobj(array) else np.float64)


def _index(flat: int, shape: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(int(each) for each in np.unravel_index(flat, shape))
