"""Two arrays are independent: whatever is written into one, the other stays as it is.

The whole of the one is filled with a number that the parent chose, then with zeros; the other must
look the same both times. The arrays are left as they were.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import Field

from grader.checkers.base import Checker, Subject
from grader.checkers.stock import name_of, unreadable
from grader.compare import array_of, elements, type_name, wrong_type
from grader.errors import WireError
from grader.model.base import Model
from grader.model.message import Message, say
from grader.model.targets import Given, Recipe, Target
from grader.model.values import ArrayValue, Value
from grader.model.verdict import Verdict, failed, passed

Small = Annotated[int, Field(ge=1, le=127)]
Refusal = Literal["unreadable", "read_only", "refused"]
_copy, _put, _view = np.ndarray.copy, np.ndarray.__setitem__, np.ndarray.view


class Probe(Model):
    """`write`: the array that is written to. `read`: the one that should not show it.

    `number` is what is written: small, so that every dtype holds it exactly.
    """

    write: Target
    read: Target
    number: Given = Recipe(nonce="int8")


class Seen(Model):
    """Both arrays as they were, and once `number`, then 0 had been written; or the `refusal`."""

    write_name: str
    read_name: str
    number: Small
    write_before: Value
    read_before: Value
    write_filled: Value | None = None
    read_filled: Value | None = None
    read_zeroed: Value | None = None
    refusal: Refusal | None = None


class Rules(Model):
    """None: they are independent or they are not."""


def observe(subject: Subject, probe: Probe) -> Seen:
    """Writes twice, looks each time, and puts back what was there."""
    write, read = subject.find(probe.write), subject.find(probe.read)
    seen = Seen(
        write_name=name_of(probe.write),
        read_name=name_of(probe.read),
        number=subject.make(probe.number),
        write_before=subject.look(write),
        read_before=subject.look(read),
    )
    return seen.model_copy(update=_trial(subject, write, read, seen))


def _trial(subject: Subject, write: Any, read: Any, seen: Seen) -> dict[str, Any]:  # noqa: ANN401
    before = seen.write_before
    if unreadable(before) is not None or unreadable(seen.read_before) is not None:
        return {"refusal": "unreadable"}
    assert isinstance(before, ArrayValue)
    if not before.writeable:
        return {"refusal": "read_only"}
    fill, restore = _access(write, before)
    try:
        restore()  # what cannot be put back is not written
        fill(seen.number)
    except (RuntimeError, ValueError, TypeError):
        return {"refusal": "refused"}
    try:
        looks = {"write_filled": subject.look(write), "read_filled": subject.look(read)}
        fill(0)
        return {**looks, "read_zeroed": subject.look(read)}
    finally:
        restore()


def _access(found: Any, value: ArrayValue) -> tuple[Callable[[Any], None], Callable[[], None]]:  # noqa: ANN401
    """How to fill the array with a number, and how to put back what it holds now."""
    if value.library == "torch":
        return _tensor_access(found)
    plain = _view(found, np.ndarray)
    before = _copy(plain)
    return lambda number: _put(plain, ..., number), lambda: _put(plain, ..., before)


def _tensor_access(found: Any) -> tuple[Callable[[Any], None], Callable[[], None]]:  # noqa: ANN401
    """Through `.data`, which neither needs grad mode off nor counts as a change for autograd."""
    from torch import _C

    base: Any = _C.TensorBase
    with _C.DisableTorchFunction(), _C._DisableTorchDispatch():
        data = base.data.__get__(found)
        before = base.clone(data)

    def fill(number: Any) -> None:  # noqa: ANN401
        with _C.DisableTorchFunction(), _C._DisableTorchDispatch():
            base.fill_(data, number)

    def restore() -> None:
        with _C.DisableTorchFunction(), _C._DisableTorchDispatch():
            base.copy_(data, before)

    return fill, restore


def judge(seen: Seen, reference: Seen, rules: Rules) -> Verdict:  # noqa: ARG001
    """The number must have been written, and the other array must have shown nothing of it."""
    obstacle = _obstacle(seen, reference)
    if obstacle is not None:
        return failed(obstacle)
    number, write, read = reference.number, reference.write_name, reference.read_name
    if seen.number != number or _bytes(seen.write_filled) is None:
        raise WireError(say("the answer cannot be read: {why}", why="no number of ours"))
    if not bool((_elements(seen.write_filled) == _as_written(number, seen.write_before)).all()):
        return failed(
            say(
                "{number} was written into all of {write}, but did not stay.",
                number=number,
                write=write,
            )
        )
    if _bytes(seen.read_filled) == _bytes(seen.read_zeroed) == _bytes(seen.read_before):
        return passed()
    return failed(
        say(
            "{number} was written into {write}, and {read} changed with it: {read} before: "
            "{before}, after: {after}. They share memory; .clone() and .copy() make a copy.",
            number=number,
            write=write,
            read=read,
            before=elements(_elements(seen.read_before)),
            after=elements(_elements(seen.read_filled)),
        )
    )


def _obstacle(seen: Seen, reference: Seen) -> Message | None:
    for name, found, expected in (
        (reference.write_name, seen.write_before, reference.write_before),
        (reference.read_name, seen.read_before, reference.read_before),
    ):
        why = wrong_type(found, (type_name(expected),)) or unreadable(found)
        if why is not None:
            return say("{name}: {why}", name=name, why=why)
    refusals = {
        "read_only": say(
            "{name} is read-only: nothing can be written into it.", name=reference.write_name
        ),
        "refused": say(
            "{name} does not let numbers be written into it.", name=reference.write_name
        ),
    }
    return refusals.get(seen.refusal or "")


def _as_written(number: int, value: Value) -> int:
    return int(isinstance(value, ArrayValue) and value.dtype == "bool") or number


def _bytes(value: Value | None) -> bytes | None:
    return value.data if isinstance(value, ArrayValue) else None


def _elements(value: Value | None) -> Any:  # noqa: ANN401
    if not isinstance(value, ArrayValue):
        raise WireError(say("the answer cannot be read: {why}", why="an array is missing"))
    return array_of(value)


checker = Checker(Probe, Seen, Rules, observe, judge)
