"""Something holds between values of the program: a NumPy expression over them is true.

Judges answers by a property where several are right: `allclose(u @ diag(s) @ vt, x)`.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import prod
from typing import Annotated

from pydantic import AfterValidator, Field

from grader.checkers.base import Checker, Subject
from grader.compare import DTYPES, Tolerance, bare, describe, shown
from grader.errors import ExpressionError, OurError, WireError
from grader.expressions import check, evaluate, operand, truth
from grader.expressions.syntax import parsed
from grader.model.base import Model
from grader.model.message import Message, Text, say
from grader.model.targets import Identifier, Target, Variable
from grader.model.values import ArrayValue, Value
from grader.model.verdict import Verdict, failed, passed

LONGEST, FEW = 100, 20
Names = dict[Identifier, Target] | tuple[Identifier, ...]


def _of_the_language(text: str) -> str:
    try:
        parsed(text)
    except ExpressionError as error:
        raise ValueError(
            say("This expression cannot be used: {what}.", what=error.message)
        ) from error
    return text


class Probe(Model):
    """`names`: the values that the expression is about: a list of variables, or for each name in
    the expression the target that it stands for.
    """

    names: Annotated[Names, Field(min_length=1, max_length=20)]


class Seen(Model):
    """Each name's value."""

    values: Annotated[dict[Identifier, Value], Field(max_length=20)]


class Rules(Model):
    """`expression`: what must be true. It has NumPy's operators, indices, slices, `.T`, `.shape`,
    `.ndim`, `.size`, and NumPy's functions by their bare names (`allclose`, `norm`, `diag`, ...).
    `allclose(a, b)` asks for equal shapes and allows what the widest of the values' dtypes allows,
    unless it has rtol= and atol=.
    `message`: what the student is told when it is not true, instead of the expression.
    """

    expression: Annotated[
        str, Field(min_length=1, max_length=2000), AfterValidator(_of_the_language)
    ]
    message: Text | None = None


def observe(subject: Subject, probe: Probe) -> Seen:
    """Looks at every name."""
    named = probe.names
    targets: Mapping[str, Target] = (
        named if isinstance(named, dict) else {name: Variable(variable=name) for name in named}
    )
    return Seen(
        values={name: subject.look(subject.find(target)) for name, target in targets.items()}
    )


def judge(seen: Seen, reference: Seen, rules: Rules) -> Verdict:
    """Values of which the expression is true pass.

    OurError if it has no value for them, and is not true for the reference's.
    """
    if set(seen.values) != set(reference.values):
        why = "other names than those that were asked for"
        raise WireError(say("the answer cannot be read: {why}", why=why))
    try:
        if _is_true(seen, rules.expression):
            return passed()
    except ExpressionError as error:
        _refuse_untrue(reference, rules)
        return failed(_not_computed(rules, error.message, seen))
    return failed(_untrue(rules, seen))


def _refuse_untrue(reference: Seen, rules: Rules) -> None:
    """OurError where the expression has no value for the reference either."""
    try:
        sound = _is_true(reference, rules.expression)
    except ExpressionError as error:
        raise OurError(say("for the reference, {why}", why=error.message)) from error
    if not sound:
        raise OurError(say("the expression is not true for the reference"))


def agree(probe: Probe, rules: Rules) -> None:
    """The expression knows no names but the probe's; ValueError if it does."""
    try:
        check(rules.expression, tuple(probe.names))
    except ExpressionError as error:
        raise ValueError(
            say("This expression cannot be used: {what}.", what=error.message)
        ) from error


def _is_true(seen: Seen, expression: str) -> bool:
    operands = {name: operand(value) for name, value in seen.values.items()}
    return truth(evaluate(expression, operands, tolerance=_tolerance(seen)))


def _tolerance(seen: Seen) -> Tolerance:
    allowed = Tolerance(0.0, 0.0)
    for value in seen.values.values():
        name = bare(value.dtype) if isinstance(value, ArrayValue) else "float64"
        if name in DTYPES:
            allowed = allowed.widened(DTYPES[name].tolerance)
    return allowed


def _untrue(rules: Rules, seen: Seen) -> Message:
    values = _values(seen)
    if rules.message is not None:
        return say("{message} Found: {values}.", message=rules.message, values=values)
    return say(
        "This should be true, and is not: {expression}. Found: {values}.",
        expression=rules.expression,
        values=values,
    )


def _not_computed(rules: Rules, why: Message, seen: Seen) -> Message:
    values = _values(seen)
    if rules.message is not None:
        return say(
            "{message} It could not be computed: {why}. Found: {values}.",
            message=rules.message,
            why=why,
            values=values,
        )
    return say(
        "This should be true: {expression}. It could not be computed: {why}. Found: {values}.",
        expression=rules.expression,
        why=why,
        values=values,
    )


def _values(seen: Seen) -> tuple[Message, ...]:
    return tuple(
        say("{name} is {value}", name=name, value=_value(value))
        for name, value in seen.values.items()
    )


def _value(value: Value) -> Message:
    text = shown(value, LONGEST + 1)
    if isinstance(value, ArrayValue) and (prod(value.shape) > FEW or len(text) > LONGEST):
        return describe(value)
    return say("{value}", value=shown(value, LONGEST))


checker = Checker(Probe, Seen, Rules, observe, judge, agree=agree)
