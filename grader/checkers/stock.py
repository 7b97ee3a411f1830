"""Halves and records that several checks share."""

from __future__ import annotations

from grader.checkers.base import Subject
from grader.compare import describe, not_an_array, unread
from grader.errors import OurError
from grader.model.base import Model
from grader.model.message import Message, say
from grader.model.targets import Call, Expression, Target, Variable
from grader.model.values import ArrayValue, Value


class One(Model):
    """A probe of one target: `of` is where to look."""

    of: Target


class Looked(Model):
    """One value, as found."""

    value: Value


def look_at(subject: Subject, probe: One) -> Looked:
    """Looks at the one target."""
    return Looked(value=subject.look(subject.find(probe.of)))


def name_of(target: Target) -> str:
    """The target as students write it."""
    if isinstance(target, Variable):
        return target.variable
    if isinstance(target, Expression):
        return target.expression
    return f"{target.call}(...)" if isinstance(target, Call) else "..."


def unreadable(value: Value) -> Message | None:
    """Why the value is no array with elements to look at, if it is none."""
    if not isinstance(value, ArrayValue):
        return not_an_array(value)
    if 0 in value.shape:
        return say("It is empty: it holds no elements.")
    return unread(value)


def reference_array(reference: Looked) -> ArrayValue:
    """The reference's value, which must be an array; if it is not, that is our fault."""
    if not isinstance(reference.value, ArrayValue):
        what = describe(reference.value)
        raise OurError(say("the reference's value is {what}, not an array", what=what))
    return reference.value
