"""How a value is called in a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import prod
from types import MappingProxyType

import numpy as np

from grader.compare.arrays import Array, array_of, complex_of, float_of, numbers_of
from grader.compare.dtypes import full
from grader.model.message import Message, say, say_count
from grader.model.values import (
    ArrayValue,
    BoolValue,
    ComplexValue,
    CutValue,
    DictValue,
    DTypeValue,
    FloatValue,
    IntValue,
    NoneValue,
    OtherValue,
    SequenceValue,
    StrValue,
    Value,
)

LONGEST = 80
CALLABLES = ("function", "method", "builtin_function_or_method", "method-wrapper", "ufunc")
PUBLIC_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "torch.nn.parameter.Parameter": "torch.nn.Parameter",
        "torch.nn.parameter.Buffer": "torch.nn.Buffer",
        "builtins.NoneType": "None",
    }
)


def cut(text: str, longest: int = LONGEST) -> str:
    """The text, or its beginning and an ellipsis."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


def type_name(value: Value) -> str:
    """The exact type, as a rule names it: `torch.Tensor`, `numpy.float64`, `int`, `torch.dtype`."""
    if isinstance(value, (ArrayValue, SequenceValue)):
        return public_name(value.type)
    if isinstance(value, DTypeValue):
        return "type" if value.scalar_type else f"{value.library}.dtype"
    if isinstance(value, OtherValue):
        return public_name(value.type)
    return "None" if isinstance(value, NoneValue) else value.kind


def public_name(qualified: str) -> str:
    """The name under which people know a type."""
    return PUBLIC_NAMES.get(qualified, qualified.removeprefix("builtins."))


def a_type(name: str) -> Message:
    """Some object of that type, as it is called in a sentence."""
    nouns = {
        "torch.Tensor": say("a tensor"),
        "numpy.ndarray": say("a NumPy array"),
        "torch.dtype": say("a torch.dtype"),
        "numpy.dtype": say("a NumPy dtype"),
        "torch.Size": say("a torch.Size"),
        "int": say("an int"),
        "function": say("a function"),
        "None": say("None"),
    }
    plain = ("bool", "float", "complex", "str", "list", "tuple", "set", "frozenset", "dict")
    if name in plain:
        return say("a {type}", type=name)
    return nouns.get(name) or say("an object of type {type}", type=cut(name))


def one_of(types: Sequence[str]) -> Message:
    """Some object of one of those types."""
    nouns = tuple(map(a_type, types))
    if len(nouns) == 1:
        return nouns[0]
    return say("{some} or {last}", some=nouns[:-1], last=nouns[-1])


def describe(value: Value) -> Message:
    """The value as it is called in the middle of a sentence."""
    if isinstance(value, ArrayValue):
        return _array(value)
    if isinstance(value, SequenceValue):
        return _sequence(value)
    if isinstance(value, DictValue):
        return say_count("a dict of {count} entry", "a dict of {count} entries", value.length)
    if isinstance(value, DTypeValue):
        return _dtype(value)
    if isinstance(value, OtherValue):
        return _other(value)
    if isinstance(value, CutValue):
        return say("a value that is too large or nested too deeply to be read")
    if isinstance(value, NoneValue):
        return say("None")
    return say("the {type} {value}", type=value.kind, value=shown(value))


def _array(value: ArrayValue) -> Message:
    if value.scalar:
        return say("a NumPy scalar of type {type}", type=cut(public_name(value.type)))
    if type_name(value) not in ("torch.Tensor", "numpy.ndarray"):
        return say(
            "a {type} of shape {shape} and dtype {dtype}",
            type=cut(type_name(value)),
            shape=shape_text(value.shape),
            dtype=dtype_text(value),
        )
    if value.library == "torch":
        return _tensor(value)
    if not value.shape:
        return say("a 0-d NumPy array of dtype {dtype}", dtype=dtype_text(value))
    return say(
        "a NumPy array of shape {shape} and dtype {dtype}",
        shape=shape_text(value.shape),
        dtype=dtype_text(value),
    )


def _tensor(value: ArrayValue) -> Message:
    if not value.shape:
        return say("a 0-d tensor of dtype {dtype}", dtype=dtype_text(value))
    return say(
        "a tensor of shape {shape} and dtype {dtype}",
        shape=shape_text(value.shape),
        dtype=dtype_text(value),
    )


def _sequence(value: SequenceValue) -> Message:
    if value.type == "torch.Size":
        return say("the size {value}", value=shown(value))
    return say_count(
        "a {type} of {count} item", "a {type} of {count} items", value.length, type=value.type
    )


def _dtype(value: DTypeValue) -> Message:
    if value.scalar_type:
        return say("the type {name}", name=cut(value.name))
    return say("the dtype {name}", name=cut(full(value.library, value.name)))


def _other(value: OtherValue) -> Message:
    if is_callable(value) and value.name:
        return say("the function {name} itself, not its result", name=cut(value.name))
    if is_class(value) and value.name:
        return say("the type {name}", name=cut(value.name))
    return say("an object of type {type}", type=cut(public_name(value.type)))


def is_callable(value: Value) -> bool:
    """A function or method that was not called."""
    return isinstance(value, OtherValue) and value.type.rpartition(".")[2] in CALLABLES


def is_class(value: Value) -> bool:
    """A class such as torch.Tensor, as `type(...)` gives it, or a NumPy scalar type."""
    if isinstance(value, DTypeValue):
        return value.scalar_type
    endings = ("type", "_TensorMeta", "tensortype", "ABCMeta", "_ParameterMeta")
    return isinstance(value, OtherValue) and value.type.rpartition(".")[2] in endings


def shown(value: Value, longest: int = LONGEST) -> str:
    """The value itself on one line, cut."""
    if isinstance(value, ArrayValue):
        return "…" if value.data is None else cut(elements(array_of(value)), longest)
    if isinstance(value, StrValue):
        return cut(repr(value.text), longest)
    if isinstance(value, SequenceValue):
        return cut(_items(value), longest)
    if isinstance(value, IntValue):
        return cut(value.digits, longest)
    if isinstance(value, FloatValue):
        return number_text(float_of(value))
    if isinstance(value, ComplexValue):
        return repr(complex_of(value))
    if isinstance(value, BoolValue):
        return str(value.value)
    return cut(str(describe(value)), longest)


def _items(value: SequenceValue) -> str:
    marks = {"list": "[]", "tuple": "()", "torch.Size": "()"}.get(value.type, "{}")
    parts = [shown(item) for item in value.items[:20]]
    if value.length > len(parts):
        parts.append("…")
    comma = "," if marks == "()" and value.length == 1 else ""
    return marks[0] + ", ".join(parts) + comma + marks[1]


def plain(found: str, expected: str, reveal: bool) -> Message:
    """Two things on one line each, of which the second is told only to those who may know it."""
    if reveal:
        return say("It is {found}, expected {expected}.", found=found, expected=expected)
    return say("It is {found}, which is not what is expected.", found=found)


def elements(array: Array) -> str:
    """The elements on one line, the middle left out when there are many."""
    text = np.array2string(
        array,
        separator=", ",
        threshold=20,
        edgeitems=3,
        max_line_width=10_000,
        formatter={"all": str},
    )
    return " ".join(text.split())


def number_text(number: object) -> str:
    """A number as its type writes it; a float that came from a float32 has no digits beyond one.

    `.item()` gives such floats: 0.1 as a float32 is 0.10000000149011612.
    """
    if not isinstance(number, float) or number.is_integer():
        return str(number)
    with np.errstate(all="ignore"):
        narrow = np.float32(number)
    texts = str(float(number)), str(narrow)
    return min(texts, key=len) if float(narrow) == number else texts[0]


def element_count(value: Value) -> int | None:
    """How many elements an array has, or what can be read as one."""
    if isinstance(value, ArrayValue):
        return prod(value.shape)
    array = numbers_of(value)
    return None if array is None else array.size


def shape_text(shape: Sequence[int]) -> str:
    """A shape as Python writes it."""
    return cut(str(tuple(shape)))


def dtype_text(value: ArrayValue) -> str:
    """An array's dtype as its library prints it."""
    return cut(full(value.library, value.dtype))


def index_text(index: Sequence[int]) -> str:
    """An index as it is written behind a name: `[0, 2]`, or nothing for a 0-d array."""
    return f"[{', '.join(str(int(each)) for each in index)}]" if len(index) else ""
