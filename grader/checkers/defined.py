"""The program defines certain names, if asked for with values of certain types."""

from __future__ import annotations

from functools import reduce
from typing import Annotated

from pydantic import Field

from grader.checkers.base import Checker, Subject
from grader.compare import wrong_type
from grader.model.base import Model
from grader.model.message import Message, say
from grader.model.targets import Identifier, Variable
from grader.model.values import Value
from grader.model.verdict import Verdict, failed, partly, passed

Types = Annotated[tuple[str, ...], Field(min_length=1)]
Names = Annotated[tuple[Identifier, ...], Field(min_length=1, max_length=100)]


class Probe(Model):
    """`names`: what must be defined, as more than None or `...`."""

    names: Names


class Seen(Model):
    """The values in the order of the names; None where there is none."""

    values: Annotated[tuple[Value | None, ...], Field(max_length=100)]
    names: Names


class Rules(Model):
    """`types`: for some of the names, the exact type, or several that are accepted, written as for
    the check `type`. `partial`: whether the share of the names that are right earns that share of
    the points.
    """

    types: dict[Identifier, str | Types] = Field(default_factory=dict)
    partial: bool = False


def observe(subject: Subject, probe: Probe) -> Seen:
    """Looks at the value of every name."""
    values = (
        subject.look(subject.find(Variable(variable=name))) if subject.has(name) else None
        for name in probe.names
    )
    return Seen(values=tuple(values), names=probe.names)


def judge(seen: Seen, reference: Seen, rules: Rules) -> Verdict:
    """All names defined, each with a value of its type, pass."""
    pairs = dict(zip(reference.names, seen.values, strict=False))
    faults = [
        fault
        for name in reference.names
        if (fault := _fault(name, pairs.get(name), rules.types.get(name))) is not None
    ]
    if not faults:
        return passed()
    message = reduce(lambda one, next_: say("{one} {next}", one=one, next=next_), faults[:5])
    right = len(reference.names) - len(faults)
    if rules.partial and right:
        return partly(message, right / len(reference.names))
    return failed(message)


def _fault(name: str, value: Value | None, types: str | Types | None) -> Message | None:
    if value is None:
        return say("`{name}` is not defined, or still has no value.", name=name)
    if types is None:
        return None
    wrong = wrong_type(value, (types,) if isinstance(types, str) else types)
    return None if wrong is None else say("`{name}`: {why}", name=name, why=wrong)


def _agree(probe: Probe, rules: Rules) -> None:
    for name in rules.types:
        if name not in probe.names:
            raise ValueError(f"`types` has {name!r}, which is not one of `names`")


checker = Checker(Probe, Seen, Rules, observe, judge, agree=_agree)
