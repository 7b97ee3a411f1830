"""The function gives what the reference's gives, for many inputs, of several shapes.

An answer that holds for one size only, or that was written down, fails at another input.
"""

from __future__ import annotations

from math import prod
from typing import Annotated, Any

from pydantic import Field, model_validator

from grader.checkers.base import Checker, Subject
from grader.compare import Freely, describe, freely_mismatch, shape_text, shown
from grader.errors import OurError, WireError
from grader.model.base import Model
from grader.model.exceptions import raised
from grader.model.message import Message, say, say_count
from grader.model.run import Raised
from grader.model.targets import Call, Constructor, Dotted, Given, Identifier
from grader.model.values import ArrayValue, SequenceValue, Value
from grader.model.verdict import Verdict, failed, partly, passed

MAX_CASES = 200
SMALL = 12
Arguments = tuple[Given, ...]
Wrong = tuple[tuple[Value, ...], Message]
"""The arguments of a case that fails, and why it does."""


class Probe(Model):
    """`call`: the function's name, or a method's (`Net.forward`); `aliases`: other names for it.
    `constructor`: for a method, the arguments (`args`, `kwargs`) with which its object is made.
    `cases`: lists of arguments, plain or as recipes; `kwargs`: named ones, the same in each case.
    `times`: how often each case is made, every time with other random numbers.
    """

    call: Dotted
    aliases: tuple[Dotted, ...] = ()
    constructor: Constructor | None = None
    cases: Annotated[tuple[Arguments, ...], Field(min_length=1, max_length=MAX_CASES)]
    kwargs: dict[Identifier, Given] = Field(default_factory=dict)
    times: Annotated[int, Field(ge=1, le=MAX_CASES)] = 1

    @model_validator(mode="before")
    @classmethod
    def _written_out(cls, raw: Any) -> Any:  # noqa: ANN401 - whatever an author wrote
        """Repeats the cases here, so that every recipe has a place, and numbers, of its own."""
        if not isinstance(raw, dict):
            return raw
        cases, times = raw.get("cases"), raw.get("times", 1)
        if type(times) is not int or not isinstance(cases, tuple) or not 1 < times <= MAX_CASES:
            return raw
        return {**raw, "cases": (cases * times)[: MAX_CASES + 1], "times": 1}


class Result(Model):
    """One case: the arguments, looked at before the call, and what came of it."""

    args: Annotated[tuple[Value, ...], Field(max_length=20)]
    value: Value | None = None
    error: Raised | None = None


class Seen(Model):
    """One result per case, in their order."""

    results: Annotated[tuple[Result, ...], Field(max_length=MAX_CASES)]


class Rules(Freely):
    """`partial`: whether the share of the cases that are right earns that share of the points.

    The others are as for `value`: `order` and `up_to`, `rtol` and `atol` together, `dtype`
    (`exact`, `family`, `any`), `types`, and `reveal`.
    """

    partial: bool = False


def observe(subject: Subject, probe: Probe) -> Seen:
    """Calls the function once per case."""
    target = Call(
        call=probe.call,
        aliases=probe.aliases,
        constructor=probe.constructor,
        kwargs=probe.kwargs,
    )
    return Seen(results=tuple(_result(subject, target, case) for case in probe.cases))


def _result(subject: Subject, target: Call, case: Arguments) -> Result:
    args = [subject.make(each) for each in case]
    before = tuple(subject.look(each) for each in args)
    attempt = subject.ask(target, args)
    if attempt.error is not None:
        return Result(args=before, error=attempt.error)
    return Result(args=before, value=subject.look(attempt.value))


def judge(seen: Seen, reference: Seen, rules: Rules) -> Verdict:
    """A function that is right in every case passes."""
    if len(seen.results) != len(reference.results):
        raise WireError(say("the answer cannot be read: {why}", why="another number of cases"))
    pairs = list(zip(seen.results, reference.results, strict=True))
    wrong = [
        (expected.args, why)
        for found, expected in pairs
        if (why := _wrong(found, expected, rules)) is not None
    ]
    if not wrong:
        return passed()
    sizes = {tuple(map(_shape, expected.args)) for expected in reference.results}
    message, right = _told(wrong, len(pairs), len(sizes) > 1), len(pairs) - len(wrong)
    if rules.partial and right:
        return partly(message, right / len(pairs))
    return failed(message)


def _wrong(found: Result, expected: Result, rules: Rules) -> Message | None:
    if expected.value is None:
        return _not_raised(found, expected.error)
    if found.error is not None:
        return say("it raised an exception. {error}", error=raised(found.error))
    if found.value is None:
        raise WireError(say("the answer cannot be read: {why}", why="a case without a result"))
    wrong = freely_mismatch(found.value, expected.value, rules)
    return None if wrong is None else say("{why}", why=wrong.for_student)


def _not_raised(found: Result, error: Raised | None) -> Message | None:
    if error is None:
        raise OurError(say("the reference has a case without a result"))
    if found.error is None:
        return say("it must raise {type}, and raised nothing.", type=error.type)
    if found.error.type == error.type:
        return None
    return say("it must raise {type}. {error}", type=error.type, error=raised(found.error))


def _told(wrong: list[Wrong], tried: int, sizes_differ: bool) -> Message:
    """How many fail, and the one with the smallest input."""
    args, why = min(wrong, key=lambda each: sum(map(_size, each[0])))
    given = tuple(map(_input, args)) or (say("no arguments"),)
    example = say("Called with {given}: {why}", given=given, why=why)
    if len(wrong) < tried and not sizes_differ:
        return say(
            "{wrong} of {tried} inputs that were tried fail. Does it count on one special case? "
            "{example}",
            wrong=len(wrong),
            tried=tried,
            example=example,
        )
    if len(wrong) < tried:
        return say(
            "{wrong} of {tried} inputs that were tried fail. Does it count on one size, or on one "
            "special case? {example}",
            wrong=len(wrong),
            tried=tried,
            example=example,
        )
    return say_count(
        "{example}", "All {count} inputs that were tried fail. {example}", tried, example=example
    )


def _shape(value: Value) -> tuple[int, ...]:
    if isinstance(value, SequenceValue):
        return (value.length,)
    return value.shape if isinstance(value, ArrayValue) else ()


def _size(value: Value) -> int:
    return prod(value.shape) if isinstance(value, ArrayValue) else 1


def _input(value: Value) -> Message:
    """A small input in full; of a large one the shape."""
    if not isinstance(value, ArrayValue):
        return say("{value}", value=shown(value))
    if _size(value) > SMALL:
        return describe(value)
    return say("{value} (shape {shape})", value=shown(value, 160), shape=shape_text(value.shape))


checker = Checker(Probe, Seen, Rules, observe, judge)
