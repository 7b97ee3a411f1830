"""Something holds between values of the program: a NumPy expression over them is true.

Judges answers by a property where several are right: `allclose(u @ diag(s) @ vt, x)`.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import prod
from typing import Annotated, Self

from pydantic import AfterValidator, Discriminator, Field, Tag, model_validator

from grader.checkers.base import Checker, Subject
from grader.compare import DTYPES, Tolerance, bare, describe, shown
from grader.errors import ExpressionError, OurError, WireError
from grader.expressions import check, conditions, evaluate, names_in, operand, truth
from grader.expressions.syntax import parsed
from grader.model.base import Model
from grader.model.message import Message, Text, say
from grader.model.targets import Call, Given, Identifier, Target, Variable
from grader.model.values import ArrayValue, Value
from grader.model.verdict import Verdict, failed, passed

LONGEST, FEW = 100, 20
Givens = dict[Identifier, Given]


class GivenCall(Call):
    """A call whose first arguments are the values that `given` names; `args` come behind them."""

    given: Annotated[tuple[Identifier, ...], Field(min_length=1, max_length=20)]


def _form(written: object) -> str:
    is_call = "given" in written if isinstance(written, dict) else isinstance(written, GivenCall)
    return "given" if is_call else "target"


Named = Annotated[
    Annotated[GivenCall, Tag("given")] | Annotated[Target, Tag("target")], Discriminator(_form)
]
"""What a name in the expression stands for."""
Names = dict[Identifier, Named] | tuple[Identifier, ...]


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
    `given`: values that the expression is about too, by name. A call is given them by
    `{call: f, given: [x]}`, with `args` behind them where there are more.
    """

    names: Annotated[Names, Field(min_length=1, max_length=20)]
    given: Annotated[Givens, Field(max_length=20)] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _names_are_known(self) -> Self:
        for name in self.given:
            if name in self.names:
                raise ValueError(say("`{name}` is in `names` and in `given`", name=name))
        for target in self.targets.values():
            for name in target.given if isinstance(target, GivenCall) else ():
                if name not in self.given:
                    raise ValueError(say("there is no given value `{name}`", name=name))
        return self

    @property
    def targets(self) -> Mapping[str, Target | GivenCall]:
        """What each name stands for."""
        if isinstance(self.names, dict):
            return self.names
        return {name: Variable(variable=name) for name in self.names}


class Seen(Model):
    """Each name's value, and what was given."""

    values: Annotated[dict[Identifier, Value], Field(max_length=20)]
    given: Annotated[dict[Identifier, Value], Field(max_length=20)] = Field(default_factory=dict)


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
    targets = {name: _target(each, probe) for name, each in probe.targets.items()}
    return Seen(
        values={name: subject.look(subject.find(target)) for name, target in targets.items()},
        given={name: subject.look(subject.make(each)) for name, each in probe.given.items()},
    )


def _target(named: Target | GivenCall, probe: Probe) -> Target:
    """A call with all its arguments: each call makes given values anew."""
    if not isinstance(named, GivenCall):
        return named
    args = (*(probe.given[name] for name in named.given), *named.args)
    fields = {**dict(named), "args": args}
    return Call(**{name: each for name, each in fields.items() if name != "given"})


def judge(seen: Seen, reference: Seen, rules: Rules) -> Verdict:
    """Values of which the expression is true pass.

    OurError if it has no value for them, and is not true for the reference's.
    """
    if set(seen.values) != set(reference.values):
        why = "other names than those that were asked for"
        raise WireError(say("the answer cannot be read: {why}", why=why))
    # What was given is known here: the reference was given the same.
    found = {**seen.values, **reference.given}
    for condition in conditions(rules.expression):
        try:
            if not _is_true(found, condition):
                return failed(_untrue(rules, condition, found))
        except ExpressionError as error:
            _refuse_untrue(reference, rules)
            return failed(_not_computed(rules, condition, error.message, found))
    return passed()


def _refuse_untrue(reference: Seen, rules: Rules) -> None:
    """OurError where the expression has no value for the reference either."""
    try:
        sound = _is_true({**reference.values, **reference.given}, rules.expression)
    except ExpressionError as error:
        raise OurError(say("for the reference, {why}", why=error.message)) from error
    if not sound:
        raise OurError(say("the expression is not true for the reference"))


def agree(probe: Probe, rules: Rules) -> None:
    """The expression knows no names but the probe's; ValueError if it does."""
    try:
        check(rules.expression, (*probe.names, *probe.given))
    except ExpressionError as error:
        raise ValueError(
            say("This expression cannot be used: {what}.", what=error.message)
        ) from error


def _is_true(values: Mapping[str, Value], expression: str) -> bool:
    operands = {name: operand(value) for name, value in values.items()}
    return truth(evaluate(expression, operands, tolerance=_tolerance(values)))


def _tolerance(values: Mapping[str, Value]) -> Tolerance:
    allowed = Tolerance(0.0, 0.0)
    for value in values.values():
        name = bare(value.dtype) if isinstance(value, ArrayValue) else "float64"
        if name in DTYPES:
            allowed = allowed.widened(DTYPES[name].tolerance)
    return allowed


def _untrue(rules: Rules, condition: str, found: Mapping[str, Value]) -> Message:
    values = _values(condition, found)
    if rules.message is not None:
        return say("{message} Found: {values}.", message=rules.message, values=values)
    return say(
        "This should be true, and is not: {expression}. Found: {values}.",
        expression=condition,
        values=values,
    )


def _not_computed(
    rules: Rules, condition: str, why: Message, found: Mapping[str, Value]
) -> Message:
    values = _values(condition, found)
    if rules.message is not None:
        return say(
            "{message} It could not be computed: {why}. Found: {values}.",
            message=rules.message,
            why=why,
            values=values,
        )
    return say(
        "This should be true: {expression}. It could not be computed: {why}. Found: {values}.",
        expression=condition,
        why=why,
        values=values,
    )


def _values(condition: str, found: Mapping[str, Value]) -> tuple[Message, ...]:
    """Those that the condition is about."""
    about = names_in(condition)
    return tuple(
        say("{name} is {value}", name=name, value=_value(value))
        for name, value in found.items()
        if name in about
    )


def _value(value: Value) -> Message:
    text = shown(value, LONGEST + 1)
    if isinstance(value, ArrayValue) and (prod(value.shape) > FEW or len(text) > LONGEST):
        return describe(value)
    return say("{value}", value=shown(value, LONGEST))


checker = Checker(Probe, Seen, Rules, observe, judge, agree=agree)
