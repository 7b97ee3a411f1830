"""An object as data, read without running its own code.

Exact types only; every method is the base class's, taken before student code ran. Nothing here
calls `repr`, `str`, `len`, `iter`, `==` or `hash` of an object whose type a student wrote.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from types import MappingProxyType
from typing import Any, Literal

import numpy as np
import torch

from grader.child.budget import Budget
from grader.child.builtin_copy import BUILTINS
from grader.child.dtypes import SCALAR_TYPES, numpy_dtype_name, torch_dtype_name
from grader.child.ndarrays import look_at_ndarray, look_at_scalar
from grader.child.tensors import look_at_tensor
from grader.child.typenames import descends_from, own_name, plain_text, type_name
from grader.model.values import (
    MAX_DIGITS,
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

__builtins__ = BUILTINS

MAX_DEPTH = 8
MAX_TEXT = 65536
MAX_BITS = 4320
_CHUNK = 10**500

_Tensor, _ndarray, _dtype, _Size = torch.Tensor, np.ndarray, np.dtype, torch.Size
_Parameter = torch.nn.Parameter
_RESERVED = frozenset({"torch.Tensor", "torch.nn.parameter.Parameter", "numpy.ndarray"})
SequenceName = Literal["list", "tuple", "set", "frozenset", "torch.Size"]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A value that was looked at earlier, standing where the object itself would."""

    value: Value


def look(found: object, budget: Budget | None = None) -> Value:
    """The object as data. Whoever makes one answer of several looks gives them one budget.

    What changes while it is looked at, or does not fit the memory, is cut.
    """
    try:
        return _Looker(Budget() if budget is None else budget).at(found, 0)
    except (RuntimeError, MemoryError):
        return CutValue()


class _Looker:
    def __init__(self, budget: Budget) -> None:
        self._budget = budget

    def at(self, found: object, depth: int) -> Value:
        kind = type(found)
        if kind is Snapshot:
            return self._again(found)
        if kind is dict:
            return self._dict(found, depth)
        name = _sequence_name(kind)
        if name is not None:
            return self._sequence(found, name, depth)
        value = self._single(found, kind)
        return value if self._budget.admit(value) else self._budget.cut()

    def _again(self, snapshot: Any) -> Value:  # noqa: ANN401
        value: Value = snapshot.value
        return value if self._budget.admit_whole(value) else self._budget.cut()

    def _single(self, found: object, kind: type) -> Value:
        # Only a plain type's own hash is safe to call; a metaclass may have another.
        if type(kind) is type and kind in _PLAIN:
            return _PLAIN[kind](found)
        if type(kind) is type and kind in SCALAR_TYPES:
            return look_at_scalar(found, self._budget)
        if descends_from(kind, _Tensor):
            return look_at_tensor(found, _array_name(kind), self._budget)
        if descends_from(kind, _ndarray):
            return look_at_ndarray(found, _array_name(kind), self._budget)
        if descends_from(kind, _dtype):
            return DTypeValue(library="numpy", name=numpy_dtype_name(found))  # type: ignore[arg-type]
        return OtherValue(type=type_name(kind), name=own_name(found))

    def _sequence(self, found: Any, name: SequenceName, depth: int) -> Value:  # noqa: ANN401
        empty = SequenceValue(type=name, items=(), length=len(found))
        if depth >= MAX_DEPTH or not self._budget.admit(empty):
            return self._budget.cut()
        items = self._items(found, depth)
        if name in ("set", "frozenset"):
            items = sorted(items, key=_rank)
        return SequenceValue(type=name, items=tuple(items), length=empty.length)

    def _items(self, found: Iterable[object], depth: int) -> list[Value]:
        """The first items, as many as the budget has room for."""
        items: list[Value] = []
        for each in tuple(islice(found, self._budget.values)):
            if self._budget.spent:
                break
            items.append(self.at(each, depth + 1))
        return items

    def _dict(self, found: Any, depth: int) -> Value:  # noqa: ANN401
        empty = DictValue(entries=(), length=len(found))
        if depth >= MAX_DEPTH or not self._budget.admit(empty):
            return self._budget.cut()
        entries: list[tuple[Value, Value]] = []
        for key, each in tuple(islice(found.items(), self._budget.values)):
            if self._budget.spent:
                break
            entries.append((self.at(key, depth + 1), self.at(each, depth + 1)))
        return DictValue(entries=tuple(entries), length=empty.length)


def _sequence_name(kind: type) -> SequenceName | None:
    if kind is list:
        return "list"
    if kind is tuple:
        return "tuple"
    if kind is _Size:
        return "torch.Size"
    if kind is set:
        return "set"
    return "frozenset" if kind is frozenset else None


def _array_name(kind: type) -> str:
    """Only the real class is told as `torch.Tensor`; a student's may call itself so."""
    if kind is _Tensor:
        return "torch.Tensor"
    if kind is _ndarray:
        return "numpy.ndarray"
    if kind is _Parameter:
        return "torch.nn.parameter.Parameter"
    name = type_name(kind)
    return f"a subclass called {name}" if name in _RESERVED else name


def _int(number: int) -> Value:
    """In decimal, or cut when it has more digits than a record holds."""
    if number.bit_length() > MAX_BITS:
        return CutValue()
    digits = _digits(number) if number >= 0 else f"-{_digits(-number)}"
    return IntValue(digits=digits) if len(digits.lstrip("-")) < MAX_DIGITS else CutValue()


def _digits(number: int) -> str:
    """In pieces: a student can lower the interpreter's own limit on digits to 640."""
    if number < _CHUNK:
        return str(number)
    above, below = divmod(number, _CHUNK)
    return f"{_digits(above)}{below:0500d}"


def _float(number: float) -> FloatValue:
    return FloatValue(hex=number.hex())


def _complex(number: complex) -> ComplexValue:
    return ComplexValue(real=_float(number.real), imag=_float(number.imag))


def _str(text: str) -> StrValue:
    return StrValue(text=plain_text(text, MAX_TEXT), length=len(text))


def _rank(value: Value) -> tuple[int, float, str]:
    """Numbers by size, then texts by alphabet, then the rest by kind: a set has no order."""
    if type(value) is IntValue:
        return (0, float(value.digits), value.digits)
    if type(value) is FloatValue and value.hex != "nan":
        return (0, float.fromhex(value.hex), value.hex)
    if type(value) is StrValue:
        return (1, 0.0, value.text)
    return (2, 0.0, value.kind)


_PLAIN: Mapping[type, Callable[[Any], Value]] = MappingProxyType(
    {
        type(None): lambda _: NoneValue(),
        bool: lambda truth: BoolValue(value=truth),
        int: _int,
        float: _float,
        complex: _complex,
        str: _str,
        torch.dtype: lambda dtype: DTypeValue(library="torch", name=torch_dtype_name(dtype)),
        type: lambda kind: _type(kind),
    }
)


def _type(kind: type) -> Value:
    if kind in SCALAR_TYPES:
        return DTypeValue(library="numpy", name=SCALAR_TYPES[kind], scalar_type=True)
    return OtherValue(type="type", name=own_name(kind))
