"""Two arrays share memory: a number written into one is seen in the other.

The parent chooses the number just then. Its probe offers several, so that one differs from what is
there. The arrays are left as they were.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import prod
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import Field

from grader.checkers.base import Checker, Subject
from grader.checkers.stock import name_of, unreadable
from grader.compare import (
    array_of,
    bare,
    elements,
    full,
    index_text,
    type_name,
    wrong_type,
)
from grader.errors import WireError
from grader.model.base import Model
from grader.model.message import Message, say
from grader.model.targets import Given, Recipe, Target
from grader.model.values import ArrayValue, Value
from grader.model.verdict import Verdict, failed

NUMBER = Recipe(nonce="int8")
Small = Annotated[int, Field(ge=0, le=127)]
Refusal = Literal["unreadable", "bool", "read_only", "refused"]
_get, _put = np.ndarray.__getitem__, np.ndarray.__setitem__


class Probe(Model):
    """`write`: the array that is written to. `read`: the one that should show it.

    `numbers` are what may be written: small, so that every dtype of numbers holds them exactly.
    """

    write: Target
    read: Target
    numbers: Annotated[tuple[Given, ...], Field(min_length=2, max_length=8)] = (NUMBER,) * 4


class Seen(Model):
    """`written` is the one of `numbers` that was written as the first element, or None if none was;
    `refusal` then says why. `restored` is whether the first element is again what it was.
    """

    write_name: str
    read_name: str
    numbers: Annotated[tuple[Small, ...], Field(max_length=8)]
    write_before: Value
    read_before: Value
    write_after: Value | None = None
    read_after: Value | None = None
    written: Small | None = None
    refusal: Refusal | None = None
    restored: bool = True


class Rules(Model):
    """None: they share memory or they do not."""


@dataclass(frozen=True)
class Cell:
    """The first element of an array, past whatever a subclass has of its own."""

    get: Callable[[], Any]
    put: Callable[[Any], None]


def observe(subject: Subject, probe: Probe) -> Seen:
    """Writes a number, looks, and puts back what was there."""
    arrays = subject.find(probe.write), subject.find(probe.read)
    seen = Seen(
        write_name=name_of(probe.write),
        read_name=name_of(probe.read),
        numbers=tuple(subject.make(each) for each in probe.numbers),
        write_before=subject.look(arrays[0]),
        read_before=subject.look(arrays[1]),
    )
    return seen.model_copy(update=_trial(subject, arrays, seen))


def _trial(subject: Subject, arrays: tuple[Any, Any], seen: Seen) -> dict[str, Any]:
    write, read = seen.write_before, seen.read_before
    if not (isinstance(write, ArrayValue) and isinstance(read, ArrayValue)):
        return {"refusal": "unreadable"}
    refusal = _refusal(write, read)
    if refusal is not None:
        return {"refusal": refusal}
    cell, other = _cell(arrays[0], write), _cell(arrays[1], read)
    try:
        before, beside = cell.get(), other.get()
        number = next(each for each in seen.numbers if each not in (before, beside))
        cell.put(number)
    except (RuntimeError, ValueError, TypeError, StopIteration):
        return {"refusal": "refused"}
    try:
        looks = subject.look(arrays[0]), subject.look(arrays[1])
    finally:
        cell.put(before)
    restored = bool(np.array_equal(cell.get(), before, equal_nan=True))
    names = ("written", "write_after", "read_after", "restored")
    return dict(zip(names, (number, *looks, restored), strict=True))


def _refusal(write: ArrayValue, read: ArrayValue) -> Refusal | None:
    if unreadable(write) is not None or unreadable(read) is not None:
        return "unreadable"
    if "bool" in (bare(write.dtype), bare(read.dtype)):
        return "bool"
    return None if write.writeable else "read_only"


def _cell(found: Any, value: ArrayValue) -> Cell:  # noqa: ANN401
    index = (0,) * len(value.shape)
    if value.library == "torch":
        return _tensor_cell(found, index)
    return Cell(lambda: _get(found, index), lambda number: _put(found, index, number))


def _tensor_cell(found: Any, index: tuple[int, ...]) -> Cell:  # noqa: ANN401
    """Through `.data`, which neither needs grad mode off nor counts as a change for autograd."""
    from torch import _C

    base: Any = _C.TensorBase

    def get() -> Any:  # noqa: ANN401
        with _C.DisableTorchFunction(), _C._DisableTorchDispatch():
            return base.item(base.__getitem__(base.data.__get__(found), index))

    def put(number: Any) -> None:  # noqa: ANN401
        with _C.DisableTorchFunction(), _C._DisableTorchDispatch():
            base.__setitem__(base.data.__get__(found), index, number)

    return Cell(get, put)


def judge(seen: Seen, reference: Seen, rules: Rules) -> Verdict:  # noqa: ARG001
    """The number that was written must be one of ours, and be seen through both arrays."""
    obstacle = _obstacle(seen, reference)
    if obstacle is not None:
        return failed(obstacle)
    number = _written(seen, reference)
    write, read = _arrays(seen.write_after, seen.read_after)
    if _first(write) != number:
        return failed(_lost(number, write, reference.write_name))
    if _first(read) != number:
        return failed(_copied(seen, reference))
    note = None if seen.restored else f"{reference.write_name} could not be put back as it was."
    return Verdict(status="passed", staff_note=note)


def _obstacle(seen: Seen, reference: Seen) -> Message | None:
    write, read = reference.write_name, reference.read_name
    for name, found, expected in (
        (write, seen.write_before, reference.write_before),
        (read, seen.read_before, reference.read_before),
    ):
        why = wrong_type(found, (type_name(expected),)) or unreadable(found)
        if why is not None:
            return say("{name}: {why}", name=name, why=why)
    refusals = {
        "bool": say("An array of bools holds no numbers that could show what is shared."),
        "read_only": say("{name} is read-only: nothing can be written into it.", name=write),
        "refused": say("{name} does not let a number be written into it.", name=write),
    }
    return refusals.get(seen.refusal or "")


def _written(seen: Seen, reference: Seen) -> int:
    """What was written, unless the claim contradicts itself or what we sent."""
    beside = _arrays(seen.read_before)[0]
    if seen.written is None or seen.written not in reference.numbers:
        raise _nonsense("no number of ours was written")
    if _first(beside) == seen.written:
        raise _nonsense("the number that was written had been there before")
    return seen.written


def _arrays(*values: Value | None) -> list[ArrayValue]:
    arrays = [value for value in values if isinstance(value, ArrayValue)]
    if len(arrays) < len(values) or not all(prod(array.shape) for array in arrays):
        raise _nonsense("an array is missing or empty")
    return arrays


def _nonsense(why: str) -> WireError:
    return WireError(say("the answer cannot be read: {why}", why=why))


def _first(value: ArrayValue) -> Any:  # noqa: ANN401
    return array_of(value).reshape(-1)[0]


def _lost(number: int, write: ArrayValue, name: str) -> Message:
    return say(
        "{number} was written into {cell}, but {cell} is {value} afterwards.",
        number=number,
        cell=_first_cell(write, name),
        value=str(_first(write)),
    )


def _copied(seen: Seen, reference: Seen) -> Message:
    write, before, after = _arrays(seen.write_after, seen.read_before, seen.read_after)
    return say(
        "{number} was written into {cell}, but {other} stayed {value}: {read} is a copy. "
        "{read} before: {before}, after: {after}. {advice}",
        number=_written(seen, reference),
        cell=_first_cell(write, reference.write_name),
        other=_first_cell(after, reference.read_name),
        value=str(_first(after)),
        read=reference.read_name,
        before=elements(array_of(before)),
        after=elements(array_of(after)),
        advice=_advice(write, after, reference),
    )


def _first_cell(value: ArrayValue, name: str) -> str:
    return name + index_text((0,) * len(value.shape))


def _advice(write: ArrayValue, read: ArrayValue, reference: Seen) -> Message:
    if bare(write.dtype) != bare(read.dtype):
        return say(
            "{write} is {first} and {read} is {last}: a change of dtype always copies. "
            "torch.from_numpy() and .numpy() keep the dtype and share memory.",
            write=reference.write_name,
            first=full(write.library, write.dtype),
            read=reference.read_name,
            last=full(read.library, read.dtype),
        )
    if (write.library, read.library) == ("numpy", "torch"):
        return say("torch.from_numpy() shares memory; torch.tensor(), .clone() and .copy() copy.")
    if (write.library, read.library) == ("torch", "numpy"):
        return say(".numpy() shares memory; .copy(), .clone() and np.array() copy.")
    if read.library == "torch":
        return say("Slices and .view() share memory; .clone() and torch.tensor() copy.")
    return say(
        "torch.from_numpy(), .numpy() and slices share memory; torch.tensor(), .clone() and "
        ".copy() copy."
    )


checker = Checker(Probe, Seen, Rules, observe, judge)
