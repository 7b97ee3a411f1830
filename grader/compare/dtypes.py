"""The dtypes that can be compared: how their bytes are read, their family, their tolerance.

The tolerances are those of `torch.testing.assert_close`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, get_args

from grader.model.message import Message, say
from grader.model.values import Library

Family = Literal["bool", "integer", "floating", "complex"]
FAMILIES: tuple[str, ...] = get_args(Family)


@dataclass(frozen=True)
class Tolerance:
    """Found may be `atol + rtol * |expected|` away from expected."""

    rtol: float
    atol: float

    def widened(self, other: Tolerance) -> Tolerance:
        """What both allow together."""
        return Tolerance(max(self.rtol, other.rtol), max(self.atol, other.atol))


EXACT = Tolerance(0.0, 0.0)
HALF = Tolerance(1e-3, 1e-5)
BRAIN = Tolerance(1.6e-2, 1e-5)
SINGLE = Tolerance(1.3e-6, 1e-5)
DOUBLE = Tolerance(1e-7, 1e-7)


@dataclass(frozen=True)
class DType:
    """An element lies in memory as one of the NumPy dtype `storage`, little-endian."""

    storage: str
    family: Family
    tolerance: Tolerance = EXACT


DTYPES: Mapping[str, DType] = MappingProxyType(
    {
        "bool": DType("|u1", "bool"),
        "uint8": DType("|u1", "integer"),
        "uint16": DType("<u2", "integer"),
        "uint32": DType("<u4", "integer"),
        "uint64": DType("<u8", "integer"),
        "int8": DType("|i1", "integer"),
        "int16": DType("<i2", "integer"),
        "int32": DType("<i4", "integer"),
        "int64": DType("<i8", "integer"),
        "float16": DType("<f2", "floating", HALF),
        "bfloat16": DType("<u2", "floating", BRAIN),
        "float32": DType("<f4", "floating", SINGLE),
        "float64": DType("<f8", "floating", DOUBLE),
        "complex64": DType("<c8", "complex", SINGLE),
        "complex128": DType("<c16", "complex", DOUBLE),
    }
)


def bare(name: str) -> str:
    """A dtype's name without its library: `float32` for `torch.float32` and for `float32`."""
    return name.removeprefix("torch.").removeprefix("numpy.")


def full(library: Library, name: str) -> str:
    """A dtype's name as its library prints it: `torch.float32`, but `float32` for NumPy's."""
    return f"torch.{bare(name)}" if library == "torch" else bare(name)


def family_of(name: str) -> str:
    """The family of a dtype; for one that cannot be compared, its own name."""
    known = DTYPES.get(bare(name))
    return bare(name) if known is None else known.family


def a_dtype(name: str) -> Message:
    """A dtype or a family of dtypes, as it is called in a sentence."""
    families = {
        "floating": say("a floating-point dtype"),
        "integer": say("an integer dtype"),
        "complex": say("a complex dtype"),
    }
    return families.get(name) or say("{dtype}", dtype=name)
