"""What a recipe asks for: its maker, its shape, its element type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from grader.model.targets import Recipe

MAKERS = ("randn", "rand", "randint", "arange", "zeros", "ones", "array", "nonce")


@dataclass(frozen=True)
class DType:
    """An element type that recipes can make; `kind` as NumPy's kinds.

    Of floats, `digits` are the significant bits and `exponent` is the largest binary exponent; of
    complex numbers, those of their halves.
    """

    name: str
    kind: Literal["b", "i", "u", "f", "c"]
    size: int
    digits: int = 0
    exponent: int = 0

    @property
    def smallest(self) -> float:
        """The least finite number of this type: an int for integers, which is exact."""
        if self.kind == "i":
            return -(1 << (8 * self.size - 1))
        return -self.largest if self.kind in "fc" else 0

    @property
    def largest(self) -> float:
        """The greatest finite number of this type: an int for integers, which is exact."""
        if self.kind in "fc":
            return (2.0 - 2.0 ** (1 - self.digits)) * 2.0**self.exponent
        bits = {"b": 1, "i": 8 * self.size - 1, "u": 8 * self.size}[self.kind]
        return (1 << bits) - 1


_KNOWN = (
    DType("bool", "b", 1),
    *(DType(f"int{8 * size}", "i", size) for size in (1, 2, 4, 8)),
    *(DType(f"uint{8 * size}", "u", size) for size in (1, 2, 4, 8)),
    DType("float16", "f", 2, 11, 15),
    DType("bfloat16", "f", 2, 8, 127),
    DType("float32", "f", 4, 24, 127),
    DType("float64", "f", 8, 53, 1023),
    DType("complex64", "c", 8, 24, 127),
    DType("complex128", "c", 16, 53, 1023),
)
DTYPES: Mapping[str, DType] = MappingProxyType({dtype.name: dtype for dtype in _KNOWN})
"""Every element type that a recipe may name; NumPy has all but bfloat16."""


def makers_of(recipe: Recipe) -> tuple[str, ...]:
    """The makers that are given: one, in a recipe that is sound."""
    return tuple(maker for maker in MAKERS if getattr(recipe, maker) is not None)


def dtype_name(recipe: Recipe) -> str:
    """The element type that it names, else what its library makes of such numbers."""
    named = recipe.nonce or recipe.dtype
    if named is not None:
        return named
    kind = _kind(recipe)
    if kind == "bool":
        return "bool"
    return {
        ("torch", "int"): "int64",
        ("torch", "float"): "float32",
        ("numpy", "int"): "int64",
        ("numpy", "float"): "float64",
    }[recipe.library, kind]


def shape_of(recipe: Recipe) -> tuple[int, ...]:
    """The shape of what a sound recipe makes; () for a nonce."""
    maker = makers_of(recipe)[0]
    if maker == "nonce":
        return ()
    asked = getattr(recipe, maker)
    if maker == "arange":
        return (int(asked),)
    return literal_shape(asked) if maker == "array" else tuple(asked)


def literal_shape(literal: object) -> tuple[int, ...]:
    """The shape of nested literals, taken from the first of each level."""
    if not isinstance(literal, tuple):
        return ()
    return (len(literal), *(literal_shape(literal[0]) if literal else ()))


def leaves(literal: object) -> Iterator[object]:
    """Nested literals one after another, in C order."""
    if isinstance(literal, tuple):
        for part in literal:
            yield from leaves(part)
    else:
        yield literal


def _kind(recipe: Recipe) -> Literal["bool", "int", "float"]:
    if recipe.array is None:
        whole = recipe.randint is not None or recipe.arange is not None
        return "int" if whole else "float"
    types = {type(leaf) for leaf in leaves(recipe.array)}
    if not types or float in types:
        return "float"
    return "bool" if types == {bool} else "int"
