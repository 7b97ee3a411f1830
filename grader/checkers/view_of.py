"""An array is a view of another, not a copy: its elements lie in the other's memory, and where.

Told by addresses, while both arrays live. `shares_memory` asks the same by writing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import Discriminator, Field, Tag

from grader.checkers.base import Checker, Subject
from grader.checkers.stock import (
    MAX_CASES,
    Arguments,
    Cases,
    name_of,
    stopped_by,
    unreadable,
)
from grader.compare import DTYPES, bare, shape_text
from grader.errors import OurError, WireError
from grader.model.base import Model
from grader.model.message import Message, Part, say
from grader.model.run import Raised
from grader.model.targets import Call, Target
from grader.model.values import ArrayValue, NoneValue, Value
from grader.model.verdict import Verdict, failed, passed

_interface: Any = np.ndarray.__array_interface__
Address = Annotated[int, Field(ge=0)]
Names = dict[str, Part]


class Argument(Model):
    """An argument of the call, counted from 1."""

    argument: Annotated[int, Field(ge=1, le=20)]


def _form(written: object) -> str:
    is_dict = isinstance(written, dict) and "argument" in written
    return "argument" if is_dict or isinstance(written, Argument) else "target"


Base = Annotated[
    Annotated[Argument, Tag("argument")] | Annotated[Target, Tag("target")], Discriminator(_form)
]


class Probe(Model):
    """`of`: what should be the view. `base`: the array whose memory it should lie in; or of a call
    `{argument: 1}`, what it was given.
    `cases`: for a call and its argument, further lists of arguments with which it is called too.
    """

    of: Target
    base: Base
    cases: Cases = ()


class Look(Model):
    """Both values, each with the address of its first element in bytes; None if it has none."""

    of: Value
    base: Value
    of_at: Address | None
    base_at: Address | None
    error: Raised | None = None


class Seen(Look):
    """The first look with both names (`base_name` is None for an argument), and the other cases."""

    of_name: str
    base_name: str | None
    argument: int | None = None
    others: Annotated[tuple[Look, ...], Field(max_length=MAX_CASES)] = ()


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
    name = name_of(probe.of)
    if isinstance(probe.base, Argument):
        number, call = probe.base.argument, probe.of
        if not isinstance(call, Call):
            raise ValueError("only a call has arguments")
        first, *others = (_called(subject, call, c, number) for c in (call.args, *probe.cases))
        rest = tuple(others)
        return Seen(**dict(first), of_name=name, base_name=None, argument=number, others=rest)
    base, of = subject.find(probe.base), subject.find(probe.of)
    return Seen(**dict(_look(subject, of, base)), of_name=name, base_name=name_of(probe.base))


def _called(subject: Subject, call: Call, given: Arguments, argument: int) -> Look:
    args = [subject.make(each) for each in given]
    attempt = subject.ask(call, args)
    if attempt.error is None:
        return _look(subject, attempt.value, args[argument - 1])
    base = subject.look(args[argument - 1])
    return Look(of=NoneValue(), base=base, of_at=None, base_at=None, error=attempt.error)


def _look(subject: Subject, of: Any, base: Any) -> Look:  # noqa: ANN401
    looks = subject.look(of), subject.look(base)
    return Look(
        of=looks[0],
        base=looks[1],
        of_at=_address(of, looks[0]),
        base_at=_address(base, looks[1]),
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
    if len(seen.others) != len(reference.others):
        raise WireError(say("the answer cannot be read: {why}", why="another number of cases"))
    names: Names = {"of": reference.of_name, "base": _base_name(reference)}
    pairs = zip((seen, *seen.others), (reference, *reference.others), strict=True)
    verdicts = (_judged(found, expected, names, rules) for found, expected in pairs)
    return next((each for each in verdicts if each.status != "passed"), passed())


def _base_name(reference: Seen) -> Part:
    if reference.base_name is not None:
        return reference.base_name
    return say("argument {number}", number=reference.argument or 1)


def _judged(seen: Look, reference: Look, names: Names, rules: Rules) -> Verdict:
    if seen.error is not None:
        return stopped_by(seen.error)
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
    return _part(seen, reference, names, (of.start - base.start) // of.itemsize)


def _extent(value: Value, at: int | None) -> Extent | None:
    if not isinstance(value, ArrayValue) or at is None or value.strides is None:
        return None
    if len(value.strides) != len(value.shape) or bare(value.dtype) not in DTYPES:
        raise WireError(say("the answer cannot be read: {why}", why="strides do not fit a shape"))
    itemsize = np.dtype(DTYPES[bare(value.dtype)].storage).itemsize
    ends = [(size - 1) * step for size, step in zip(value.shape, value.strides, strict=True)]
    low, high = sum(min(each, 0) for each in ends), sum(max(each, 0) for each in ends)
    return Extent(at, at + low * itemsize, at + (high + 1) * itemsize, itemsize)


def _no_view(of: Extent, base: Extent, names: Names) -> Message:
    if of.low < base.high and base.low < of.high:
        return say("{of} reaches beyond {base}: it is a view of something larger.", **names)
    return say(
        "{of} is a copy: its elements are not in the memory of {base}. Slices, .T, .view(), "
        ".numpy() and torch.from_numpy() give views; .clone(), .copy(), an index that is a list, "
        "and a change of dtype copy.",
        **names,
    )


def _part(seen: Look, reference: Look, names: Names, begin: int) -> Verdict:
    extents = _extent(reference.of, reference.of_at), _extent(reference.base, reference.base_at)
    if extents[0] is None or extents[1] is None:
        raise OurError(say("the reference's {of} is no view", of=names["of"]))
    expected = (extents[0].start - extents[1].start) // extents[0].itemsize
    if _layout(seen.of) == _layout(reference.of) and begin == expected:
        return passed()
    found, wanted = _layout(seen.of), _layout(reference.of)
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


def _layout(value: Value) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Shape and strides; a stride along a dimension of one element says nothing, and is 0."""
    if not isinstance(value, ArrayValue) or value.strides is None:
        return (), ()
    pairs = zip(value.shape, value.strides, strict=True)
    return value.shape, tuple(step if size > 1 else 0 for size, step in pairs)


def _agree(probe: Probe, rules: Rules) -> None:  # noqa: ARG001
    if not isinstance(probe.base, Argument):
        if probe.cases:
            raise ValueError("`cases` are for a call and its argument")
    elif not isinstance(probe.of, Call):
        raise ValueError("`argument` is for a call")
    elif probe.base.argument > min(map(len, (probe.of.args, *probe.cases))):
        raise ValueError("`argument` counts more arguments than the call has")


checker = Checker(Probe, Seen, Rules, observe, judge, agree=_agree)
