"""A name holds the dtype of an array: the dtype itself, not its name as text."""

from __future__ import annotations

from grader.checkers.base import Checker, Subject
from grader.checkers.stock import name_of
from grader.compare import (
    bare,
    describe,
    full,
    not_an_array,
    other_type,
    type_name,
)
from grader.model.base import Model
from grader.model.message import Message, say
from grader.model.targets import Target
from grader.model.values import ArrayValue, DTypeValue, StrValue, Value
from grader.model.verdict import Verdict, failed, passed


class Probe(Model):
    """`of`: what should be the dtype. `array`: the tensor or array that has it."""

    of: Target
    array: Target


class Seen(Model):
    """Both values; `array_name` is how the probe calls the array."""

    value: Value
    array: Value
    array_name: str


class Rules(Model):
    """None: the array decides."""


def observe(subject: Subject, probe: Probe) -> Seen:
    """Looks at the array, then at what should be its dtype."""
    array = subject.look(subject.find(probe.array))
    value = subject.look(subject.find(probe.of))
    return Seen(value=value, array=array, array_name=name_of(probe.array))


def judge(seen: Seen, reference: Seen, rules: Rules) -> Verdict:  # noqa: ARG001
    """The dtype of the student's own array passes; for NumPy's also as a scalar type."""
    name = reference.array_name
    if not isinstance(seen.array, ArrayValue):
        return failed(say("{name}: {why}", name=name, why=not_an_array(seen.array)))
    if not isinstance(seen.value, DTypeValue):
        return failed(_no_dtype(seen.value, seen.array, name))
    same = bare(seen.value.name) == bare(seen.array.dtype)
    if same and seen.value.library == seen.array.library:
        return passed()
    return failed(
        say(
            "It is {found}, but the dtype of {name} is {expected}. {name}.dtype gives it.",
            found=describe(seen.value),
            name=name,
            expected=full(seen.array.library, seen.array.dtype),
        )
    )


def _no_dtype(value: Value, array: ArrayValue, name: str) -> Message:
    if isinstance(value, StrValue):
        return say(
            "It is {found}: the name of a dtype as text. Use {name}.dtype itself, without quotes "
            "or str().",
            found=describe(value),
            name=name,
        )
    if type_name(value) == type_name(array):
        return say(
            "It is {found}, not a dtype. Use {name}.dtype.", found=describe(value), name=name
        )
    return other_type(value, (f"{array.library}.dtype",))


checker = Checker(Probe, Seen, Rules, observe, judge)
