"""What is free about an answer: an array turned, signed and sorted as near to another as it may be.

Eigen- and singular vectors are known up to a sign (complex ones up to a phase) and an order.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

import numpy as np

from grader.compare.arrays import Array, array_of
from grader.compare.dtypes import DTYPES, bare
from grader.errors import OurError
from grader.model.message import Message, say
from grader.model.values import ArrayValue

Freedom = Literal[
    "sign", "column_sign", "row_sign", "column_scale", "column_order", "order", "transpose"
]
MAX_ROWS, MAX_WORK = 3000, 10**9
"""More rows (or columns) than these are not matched; a sorted vector may have any length."""


def nearest_to(
    found: ArrayValue, expected: ArrayValue, freedoms: Collection[Freedom]
) -> ArrayValue:
    """The array found, brought as near to the expected one as the freedoms allow.

    `order` is that of whatever lies along the first axis. An array that fits in no way, because of
    its shape, comes back as it is.
    """
    elements, wanted = array_of(found), array_of(expected)
    ways = [elements]
    if "transpose" in freedoms and elements.ndim == 2:
        ways.append(elements.T)
    fitting = [way for way in ways if way.shape == wanted.shape]
    if not fitting or not wanted.ndim or not wanted.size:
        return found
    near = min(
        (_arranged(way, wanted, frozenset(freedoms)) for way in fitting),
        key=lambda way: _distance(way, wanted),
    )
    return packed(near, found)


def packed(elements: Array, like: ArrayValue) -> ArrayValue:
    """An array of these elements; in all else, the dtype included, like that one."""
    dtype = bare(like.dtype)
    if dtype == "bfloat16":
        words = elements.astype("<f4").view("<u4") >> np.uint32(16)
        data = words.astype("<u2").tobytes()
    else:
        data = elements.astype(DTYPES[dtype].storage).tobytes()
    return like.model_copy(update={"shape": elements.shape, "data": data})


def free(freedoms: Collection[Freedom]) -> Message:
    """What does not matter, in the middle of a sentence."""
    words = {
        "sign": say("the sign"),
        "column_sign": say("the sign of each column"),
        "row_sign": say("the sign of each row"),
        "column_scale": say("the length and sign of each column"),
        "column_order": say("the order of the columns"),
        "order": say("the order"),
        "transpose": say("whether it is transposed"),
    }
    return say("{what}", what=tuple(words[each] for each in freedoms))


def _arranged(elements: Array, wanted: Array, freedoms: frozenset[Freedom]) -> Array:
    if "order" in freedoms:
        elements = _sorted(elements, wanted)
    if elements.ndim > 2:
        pairs = zip(elements, wanted, strict=True)
        return np.stack([_arranged(*pair, freedoms - {"order"}) for pair in pairs])
    if freedoms & {"column_sign", "column_scale", "column_order"}:
        elements = _columns(elements, wanted, freedoms)
    if "row_sign" in freedoms and elements.ndim == 2:
        elements = _columns(elements.T, wanted.T, frozenset({"column_sign"})).T
    if "sign" in freedoms:
        factor = _factors(elements.reshape(1, -1), wanted.reshape(1, -1), scale=False)[0]
        elements = _times(elements, factor)
    return elements


def _sorted(elements: Array, wanted: Array) -> Array:
    if elements.ndim == 1 and not np.iscomplexobj(elements) and not np.iscomplexobj(wanted):
        result = np.empty_like(elements)
        result[np.argsort(wanted, kind="stable")] = np.sort(elements)
        return result
    rows, targets = (each.reshape(len(each), -1) for each in (elements, wanted))
    return elements[_matched(rows, targets, frozenset())]


def _columns(elements: Array, wanted: Array, freedoms: frozenset[Freedom]) -> Array:
    """A vector counts as one column."""
    rows, targets = (np.atleast_2d(each.T) for each in (elements, wanted))
    if "column_order" in freedoms and elements.ndim == 2:
        rows = rows[_matched(rows, targets, freedoms)]
    if freedoms & {"column_sign", "column_scale"}:
        factors = _factors(rows, targets, scale="column_scale" in freedoms)
        rows = _times(rows, factors[:, None])
    return rows.T.reshape(elements.shape)


def _matched(rows: Array, targets: Array, freedoms: frozenset[Freedom]) -> list[int]:
    """For each target, in order, the nearest of the rows that are left."""
    if len(rows) > MAX_ROWS or len(rows) * rows.size > MAX_WORK:
        raise OurError(say("so many rows cannot be matched in any order: {n}", n=len(rows)))
    left = list(range(len(rows)))
    chosen = []
    for target in targets:
        there = rows[left]
        if freedoms & {"column_sign", "column_scale"}:
            same = np.broadcast_to(target, there.shape)
            factors = _factors(there, same, scale="column_scale" in freedoms)
            there = _wide(there) * factors[:, None]
        chosen.append(left.pop(int(np.argmin(_apart(there, target).max(axis=1)))))
    return chosen


def _factors(rows: Array, targets: Array, *, scale: bool) -> Array:
    """By what to multiply each row to come nearest to its target: a sign (or phase), or anything.

    The least-squares solution: <row, target> / <row, row>, or that product's phase alone.
    """
    with np.errstate(all="ignore"):
        rows, targets = _wide(rows), _wide(targets)
        product = (rows.conj() * targets).sum(axis=1)
        length = (abs(rows) ** 2).sum(axis=1) if scale else abs(product)
        factors = product / length
    return np.where(np.isfinite(factors) & (factors != 0), factors, 1.0)


def _times(elements: Array, factors: Array) -> Array:
    if elements.dtype.kind not in "iub":
        return elements * factors
    if not np.isin(factors, (-1.0, 1.0)).all():
        raise OurError(say("`column_scale` is for floating-point arrays"))
    return elements.astype(np.int64) * factors.astype(np.int64)


def _apart(there: Array, target: Array) -> Array:
    with np.errstate(all="ignore"):
        distances = abs(_wide(there) - _wide(target))
    both = np.isnan(there) & np.isnan(target)
    return np.where(both, 0.0, np.where(np.isnan(distances), np.inf, distances))


def _distance(elements: Array, wanted: Array) -> float:
    return float(_apart(elements, wanted).sum())


def _wide(elements: Array) -> Array:
    return elements.astype(np.complex128 if np.iscomplexobj(elements) else np.float64)
