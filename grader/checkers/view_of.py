"""An array is a view of another, not a copy: its elements lie in the other's memory, and where.

Told by addresses, while both arrays live. `shares_memory` asks the same by writing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import Field

from grader.checkers.base import Checker, Subject
from grader.checkers.stock import name_of, unreadable
from grader.compare import DTYPES, bare, shape_text
from grader.errors import OurError, WireError
from grader.model.base import Model
from grader.model.message import Message, say
from grader.model.targets import Target
from grader.model.values import ArrayValue, Value
from grader.model.verdict import Verdict, failed, passed

_interface: Any = np.ndarray.__array_interface__
Address = Annotated[int, Field(ge=0)]


class Probe(Model):
    """`of`: what should be the view. `base`: the array whose memory it should lie in."""

    of: Target
    base: Target


class Seen(Model):
    """Both values, each with the address of its first element in bytes; None if it has none."""

    of: Value
    base: Value
    of_at: Address | None
    base_at: Address | None
    of_name: str
    base_name: str


class Rules(Model):
    """`part`: `same` (the default) asks that the view begins at the same element of `base` as the
    reference's does, and has its shape and strides; `any` is content with any part.
    """

    part: Literal["same", "any"] = "same"


@dataclass(frozen=True)
class Extent:
    """The bytes between the first and behind the last element of an array; one element's size."""

    start: int
    low: int
    high: int
    itemsize: int


def observe(subject: Subject, probe: Probe) -> Seen:
    """Looks at both while both live."""
    base, of = subject.find(probe.base), subject.find(probe.of)
    looks = subject.look(of), subject.look(base)
    return Seen(
        of=looks[0],
        base=looks[1],
        of_at=_address(of, looks[0]),
        base_at=_address(base, looks[1]),
        of_name=name_of(probe.of),
        base_name=name_of(probe.base),
    )


def _address(found: Any, value: Value) -> int | None:  # noqa: ANN401
    if not isinstance(value, ArrayValue) or value.data is None or value.scalar:
        return None
    if value.library == "numpy":
        return int(_interface.__get__(found)["data"][0])
    from torch import _C

    with _C.DisableTorchFunction():
        return int(_C.TensorBase.data_ptr(found))


def judge(seen: Seen, reference: Seen, rules: Rules) -> Verdict:
    """A view of that array, on that part of it, passes."""
    names = {"of": reference.of_name, "base": reference.base_name}
    for name, value in ((names["base"], seen.base), (names["of"], seen.of)):
        why = unreadable(value)
        if why is not None:
            return failed(say("{name}: {why}", name=name, why=why))
    of, base = _extent(seen.of, seen.of_at), _extent(seen.base, seen.base_at)
    if of is None or base is None:
        return failed(say("{of} is a single number, which is a copy.", **names))
    if of.low < base.low or of.high > base.high:
        return failed(_no_view(of, base, names))
    if rules.part == "any":
        return passed()
    return _part(seen, reference, (of.start - base.start) // of.itemsize)


def _extent(value: Value, at: int | None) -> Extent | None:
    if not isinstance(value, ArrayValue) or at is None or value.strides is None:
        return None
    if len(value.strides) != len(value.shape) or bare(value.dtype) not in DTYPES:
        raise WireError(say("the answer cannot be read: {why}", why="strides do not fit a shape"))
    itemsize = np.dtype(DTYPES[bare(value.dtype)].storage).itemsize
    ends = [(size - 1) * step for size, step in zip(value.shape, value.strides, strict=True)]
    low, high = sum(min(each, 0) for each in ends), sum(max(each, 0) for each in ends)
    return Extent(at, at + low * itemsize, at + (high + 1) * itemsize, itemsize)


def _no_view(of: Extent, base: Extent, names: dict[str, str]) -> Message:
    if of.low < base.high and base.low < of.high:
        return say("{of} reaches beyond {base}: it is a view of something larger.", **names)
    return say(
        "{of} is a copy: its elements are not in the memory of {base}. Slices, .T, .view(), "
        ".numpy() and torch.from_numpy() give views; .clone(), .copy(), an index that is a list, "
        "and a change of dtype copy.",
        **names,
    )


def _part(seen: Seen, reference: Seen, begin: int) -> Verdict:
    names = {"of": reference.of_name, "base": reference.base_name}
    extents = _extent(reference.of, reference.of_at), _extent(reference.base, reference.base_at)
    if extents[0] is None or extents[1] is None:
        raise OurError(say("the reference's {of} is no view", of=names["of"]))
    expected = (extents[0].start - extents[1].start) // extents[0].itemsize
    if _form(seen.of) == _form(reference.of) and begin == expected:
        return passed()
    found, wanted = _form(seen.of), _form(reference.of)
    return failed(
        say(
            "{of} is a view of {base}, but of another part: it begins {begin} elements behind the "
            "first, with shape {shape} and strides {strides}; expected {expected}, {wanted} and "
            "{steps}.",
            **names,
            begin=begin,
            shape=shape_text(found[0]),
            strides=shape_text(found[1]),
            expected=expected,
            wanted=shape_text(wanted[0]),
            steps=shape_text(wanted[1]),
        )
    )


def _form(value: Value) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Shape and strides; a stride along a dimension of one element says nothing, and is 0."""
    if not isinstance(value, ArrayValue) or value.strides is None:
        return (), ()
    pairs = zip(value.shape, value.strides, strict=True)
    return value.shape, tuple(step if size > 1 else 0 for size, step in pairs)


checker = Checker(Probe, Seen, Rules, observe, judge)
