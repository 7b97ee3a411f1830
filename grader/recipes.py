"""Recipes become values: made by the parent, from the run's secret seed, just before they are sent.

Equal seeds, purposes and positions give equal bytes, on every machine.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from grader.model.base import Model
from grader.model.recipes import DTYPES, DType, dtype_name, makers_of, shape_of
from grader.model.targets import Recipe
from grader.model.values import ArrayValue, FloatValue, IntValue, Value
from grader.model.walk import Path, parts_of_type, written

R = TypeVar("R", bound=Model)
Array = NDArray[Any]

NONCES = {1: (2, 128), 2: (1_000, 32_000)}
"""From (included) and to (excluded), by the integer type's bytes; what is longer takes the last."""
LONG_NONCES = (100_000_000, 1_000_000_000)


def derive(seed: int, *purpose: str) -> int:
    """A number of 63 bits that nobody who lacks the seed can tell; another one per purpose."""
    return int.from_bytes(_digest(seed, purpose)[:8], "little") >> 1


def resolve(record: R, seed: int, purpose: str) -> R:
    """The same record with each recipe in it replaced by what it makes.

    Every recipe is sound, as loading a problem set makes sure.
    """
    if next(parts_of_type(record, Recipe), None) is None:
        return record
    return _resolved(record, seed, purpose, ())  # type: ignore[no-any-return]


def make(recipe: Recipe, seed: int, purpose: str, position: str) -> Value:
    """What the recipe makes at that position: a number for a nonce, else an array."""
    entropy = int.from_bytes(_digest(seed, ("recipe", purpose, position)), "little")
    rng = np.random.Generator(np.random.PCG64(entropy))
    dtype = DTYPES[dtype_name(recipe)]
    if recipe.nonce is not None:
        return _nonce(dtype, rng)
    shape = shape_of(recipe)
    return ArrayValue(
        library=recipe.library,
        type="torch.Tensor" if recipe.library == "torch" else "numpy.ndarray",
        dtype=dtype.name,
        shape=shape,
        strides=_strides(shape),
        data=_bytes(_elements(recipe, shape, dtype, rng), dtype),
    )


def _digest(seed: int, words: tuple[str, ...]) -> bytes:
    counted = (f"{len(word)}:{word}" for word in (str(seed), *words))
    return sha256("".join(counted).encode("utf-8", "surrogatepass")).digest()


def _resolved(part: Any, seed: int, purpose: str, path: Path) -> Any:  # noqa: ANN401
    if isinstance(part, Recipe):
        return make(part, seed, purpose, written(path))
    if isinstance(part, tuple):
        return tuple(_resolved(x, seed, purpose, (*path, n)) for n, x in enumerate(part))
    if isinstance(part, dict):
        return {key: _resolved(x, seed, purpose, (*path, key)) for key, x in part.items()}
    if isinstance(part, Model):
        fields = {name: _resolved(x, seed, purpose, (*path, name)) for name, x in part}
        return type(part).model_validate(fields)
    return part


def _nonce(dtype: DType, rng: np.random.Generator) -> Value:
    """A number that the type holds exactly: of floats one in [8, 16), with all its digits."""
    if dtype.kind == "f":
        digits = rng.integers(2 ** (dtype.digits - 1), 2**dtype.digits)
        return FloatValue(hex=(float(digits) * 2.0 ** (4 - dtype.digits)).hex())
    low, high = NONCES.get(dtype.size, LONG_NONCES)
    return IntValue(digits=str(rng.integers(low, high)))


def _elements(
    recipe: Recipe, shape: tuple[int, ...], dtype: DType, rng: np.random.Generator
) -> Array:
    match makers_of(recipe)[0]:
        case "randn":
            return rng.standard_normal(shape)
        case "rand":
            return rng.integers(0, 2**dtype.digits, shape) * 2.0**-dtype.digits
        case "randint":
            wide = np.uint64 if dtype.kind == "u" else np.int64
            return rng.integers(recipe.low, recipe.high, shape, wide)
        case "arange":
            return np.arange(shape[0])
        case "zeros":
            return np.zeros(shape)
        case "ones":
            return np.ones(shape)
        case _:
            return np.asarray(recipe.array, "f4" if dtype.name == "bfloat16" else dtype.name)


def _bytes(elements: Array, dtype: DType) -> bytes:
    """The elements in C order, little-endian."""
    if dtype.name == "bfloat16":
        return _bfloat16(elements.astype("<f4")).tobytes()
    return elements.astype(np.dtype(dtype.name).newbyteorder("<")).tobytes()


def _bfloat16(elements: NDArray[np.float32]) -> Array:
    """The upper halves of 32-bit floats, rounded to nearest, ties to even; NaN stays NaN."""
    bits = elements.view("<u4").astype("<u8")
    rounded = (bits + 0x7FFF + ((bits >> 16) & 1)) >> 16
    return np.where(np.isnan(elements), 0x7FC0, rounded).astype("<u2")


def _strides(shape: tuple[int, ...]) -> tuple[int, ...]:
    """Elements to the next along each dimension, of an array in C order."""
    strides = [1]
    for size in reversed(shape[1:]):
        strides.append(strides[-1] * max(size, 1))
    return tuple(reversed(strides)) if shape else ()
