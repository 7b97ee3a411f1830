"""What the child saw, as data: one closed record per kind of value.

A value is a claim by a process that runs a student's code, already held to these types and caps.
Arrays carry their bytes in C order, little-endian; floats travel as hexadecimal text, so that
every bit, NaN and infinity come through JSON.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from grader.model.base import Model

MAX_DIMENSIONS = 64
MAX_DIGITS = 1300
Library = Literal["torch", "numpy"]
ShortText = Annotated[str, Field(max_length=500)]


class NoneValue(Model):
    """None."""

    kind: Literal["none"] = "none"


class BoolValue(Model):
    """A Python bool."""

    kind: Literal["bool"] = "bool"
    value: bool


class IntValue(Model):
    """A Python int, exactly: in decimal digits."""

    kind: Literal["int"] = "int"
    digits: Annotated[str, Field(pattern=r"^-?[0-9]{1,1299}$")]


class FloatValue(Model):
    """A Python float, as `float.hex` writes it (`nan`, `inf` and `-inf` included)."""

    kind: Literal["float"] = "float"
    hex: Annotated[str, Field(max_length=40)]


class ComplexValue(Model):
    """A Python complex number."""

    kind: Literal["complex"] = "complex"
    real: FloatValue
    imag: FloatValue


class StrValue(Model):
    """A str; `text` is its beginning, `length` its whole length in characters."""

    kind: Literal["str"] = "str"
    text: Annotated[str, Field(max_length=65536)]
    length: Annotated[int, Field(ge=0)]


class SequenceValue(Model):
    """A list, tuple, set, frozenset or torch.Size; `items` are the first of its `length` items."""

    kind: Literal["sequence"] = "sequence"
    type: Literal["list", "tuple", "set", "frozenset", "torch.Size"]
    items: tuple[Value, ...]
    length: Annotated[int, Field(ge=0)]


class DictValue(Model):
    """A dict; `entries` are the first of its `length` entries."""

    kind: Literal["dict"] = "dict"
    entries: tuple[tuple[Value, Value], ...]
    length: Annotated[int, Field(ge=0)]


class DTypeValue(Model):
    """A torch.dtype, a numpy.dtype, or (`scalar_type`) a NumPy type such as numpy.float64."""

    kind: Literal["dtype"] = "dtype"
    library: Library
    name: ShortText
    scalar_type: bool = False


class ArrayValue(Model):
    """A torch.Tensor, numpy.ndarray or NumPy scalar (`scalar`).

    `strides` count elements, not bytes; they are those of the object itself, `data` is always in
    C order. `data` is None when the elements were not read; `unread` then says why.
    """

    kind: Literal["array"] = "array"
    library: Library
    type: ShortText
    dtype: ShortText
    shape: Annotated[tuple[Annotated[int, Field(ge=0)], ...], Field(max_length=MAX_DIMENSIONS)]
    strides: tuple[int, ...] | None = None
    data: bytes | None = None
    unread: Literal["too_big", "sparse", "quantized", "meta", "dtype", "unreadable"] | None = None
    scalar: bool = False
    requires_grad: bool = False
    is_leaf: bool = True
    grad_fn: ShortText | None = None
    device: ShortText = "cpu"
    layout: ShortText = "strided"
    writeable: bool = True


class CutValue(Model):
    """Something left out: nested too deeply, or one value too many."""

    kind: Literal["cut"] = "cut"


class OtherValue(Model):
    """Any other object: the qualified name of its type, and its own name if it has one."""

    kind: Literal["other"] = "other"
    type: ShortText
    name: ShortText | None = None


Value = Annotated[
    NoneValue
    | BoolValue
    | IntValue
    | FloatValue
    | ComplexValue
    | StrValue
    | SequenceValue
    | DictValue
    | DTypeValue
    | ArrayValue
    | CutValue
    | OtherValue,
    Field(discriminator="kind"),
]

SequenceValue.model_rebuild()
DictValue.model_rebuild()
