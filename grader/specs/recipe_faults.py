"""What is wrong with a recipe."""

from __future__ import annotations

from collections.abc import Callable
from math import isfinite, prod

from grader.model.message import Message, say
from grader.model.recipes import (
    DTYPES,
    MAKERS,
    DType,
    dtype_name,
    leaves,
    literal_shape,
    makers_of,
    shape_of,
)
from grader.model.targets import Recipe
from grader.specs.tree import shortened
from grader.specs.unknown import unknown

MAX_DIMENSIONS = 16
MAX_BYTES = 16 << 20


def fault_in(recipe: Recipe) -> Message | None:
    """The first fault, or None if it can be made."""
    return next((fault for look in _LOOKS if (fault := look(recipe)) is not None), None)


def bytes_of(recipe: Recipe) -> int:
    """The size of what a sound recipe makes."""
    return prod(shape_of(recipe)) * DTYPES[dtype_name(recipe)].size


def _maker(recipe: Recipe) -> Message | None:
    found = makers_of(recipe)
    if len(found) == 1:
        return None
    if not found:
        return say("A recipe needs a maker: one of {makers}.", makers=MAKERS)
    return say("A recipe has one maker; this one has {makers}.", makers=found)


def _dtype(recipe: Recipe) -> Message | None:
    if recipe.nonce is not None and recipe.dtype is not None:
        return say("`nonce` names its dtype itself; remove `dtype`.")
    name = dtype_name(recipe)
    if name not in DTYPES:
        return unknown(say("dtype"), name, DTYPES)
    if name == "bfloat16" and recipe.library == "numpy":
        return say("NumPy has no bfloat16; use another dtype or `library: torch`.")
    return _wrong_kind(makers_of(recipe)[0], DTYPES[name])


def _wrong_kind(maker: str, dtype: DType) -> Message | None:
    allowed = {"randn": "f", "rand": "f", "randint": "iuf", "arange": "iuf", "nonce": "iuf"}
    if dtype.kind in allowed.get(maker, dtype.kind):
        return None
    return say("`{maker}` cannot make {dtype}.", maker=maker, dtype=dtype.name)


def _bounds(recipe: Recipe) -> Message | None:
    if recipe.randint is None:
        if recipe.model_fields_set & {"low", "high"}:
            return say("`low` and `high` belong to `randint`.")
        return None
    if recipe.low >= recipe.high:
        return say(
            "`low` ({low}) must be less than `high` ({high}), which is left out.",
            low=recipe.low,
            high=recipe.high,
        )
    dtype = DTYPES[dtype_name(recipe)]
    return _range(recipe.low, dtype) or _range(recipe.high - 1, dtype)


def _range(number: float, dtype: DType) -> Message | None:
    """Whether a number fits; of floats, whole numbers must also be exact."""
    inexact = dtype.kind == "f" and isinstance(number, int)
    high = 1 << dtype.digits if inexact else dtype.largest
    low = -high if inexact else dtype.smallest
    if low <= number <= high:
        return None
    return say("{dtype} cannot hold {number}.", dtype=dtype.name, number=shortened(str(number)))


def _literals(recipe: Recipe) -> Message | None:
    if recipe.array is None:
        return None
    if not _even(recipe.array, literal_shape(recipe.array)):
        return say("The lists in `array` differ in length or depth.")
    dtype = DTYPES[dtype_name(recipe)]
    faults = (_literal(leaf, dtype) for leaf in leaves(recipe.array))
    return next((fault for fault in faults if fault is not None), None)


def _even(literal: object, shape: tuple[int, ...]) -> bool:
    if not shape:
        return not isinstance(literal, tuple)
    if not isinstance(literal, tuple) or len(literal) != shape[0]:
        return False
    return all(_even(part, shape[1:]) for part in literal)


def _literal(leaf: object, dtype: DType) -> Message | None:
    if not isinstance(leaf, (bool, int, float)):
        return say("`array` is of numbers, or of true and false.")
    whole = dtype.kind in "biu"
    if (dtype.kind == "b") > isinstance(leaf, bool) or (whole and isinstance(leaf, float)):
        return say("{number} is not of {dtype}.", number=str(leaf), dtype=dtype.name)
    return None if isinstance(leaf, float) and not isfinite(leaf) else _range(leaf, dtype)


def _size(recipe: Recipe) -> Message | None:
    shape = shape_of(recipe)
    if any(size < 0 for size in shape):
        return say("A size cannot be negative.")
    if len(shape) > MAX_DIMENSIONS:
        return say("A recipe has at most {most} dimensions.", most=MAX_DIMENSIONS)
    if bytes_of(recipe) > MAX_BYTES:
        return say("That is too large: a recipe makes at most {most} MiB.", most=MAX_BYTES >> 20)
    if recipe.arange:
        return _range(recipe.arange - 1, DTYPES[dtype_name(recipe)])
    return None


_LOOKS: tuple[Callable[[Recipe], Message | None], ...] = (_maker, _dtype, _bounds, _size, _literals)
