"""Halves and records that several checks share."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from grader.checkers.base import Attempt, Subject
from grader.compare import describe, not_an_array, other_type, unread
from grader.errors import OurError
from grader.model.base import Model
from grader.model.exceptions import raised
from grader.model.message import Message, say
from grader.model.run import Raised
from grader.model.targets import Call, Expression, Given, Target, Variable
from grader.model.values import ArrayValue, ShortText, Value
from grader.model.verdict import Verdict

MAX_CASES = 50
Arguments = tuple[Given, ...]
Cases = Annotated[tuple[Arguments, ...], Field(max_length=MAX_CASES)]
"""Lists of arguments, each for a call of its own."""


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


def a_tensor(value: Value) -> ArrayValue | Message:
    """The value, if it is a tensor or a parameter; else what it is instead."""
    if isinstance(value, ArrayValue) and value.library == "torch":
        return value
    return other_type(value, ("torch.Tensor",))


class Tried(Model):
    """What came of running the student's code: a value, or an error and what it descends from."""

    value: Value | None = None
    error: Raised | None = None
    bases: Annotated[tuple[ShortText, ...], Field(max_length=20)] = ()


def try_it(subject: Subject, probe: One) -> Tried:
    """Runs what the target names, whatever comes of it."""
    return tried(subject, subject.attempt(probe.of))


def tried(subject: Subject, attempt: Attempt) -> Tried:
    """An attempt as data."""
    if attempt.error is not None:
        return Tried(error=attempt.error, bases=attempt.bases)
    return Tried(value=subject.look(attempt.value))


def stopped_by(error: Raised) -> Verdict:
    """The student's code raised where a value was wanted."""
    return Verdict(status="error", message=raised(error))
