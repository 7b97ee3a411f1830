"""A function is called: how often, with which arguments, before which other function.

Recorded are calls of a library's function (named in full: `torch.manual_seed`), wherever the
library is imported from, and of the program's own functions and methods (`fit`, `Net.forward`),
from the top-level statement after their definition on; of all together, the first thousand.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from grader.checkers.base import Checker, Subject
from grader.checkers.stock import stopped_by
from grader.compare import AS_EXPECTED, How, as_value, mismatch, numbers_of, shown
from grader.errors import OurError
from grader.model.base import Model
from grader.model.message import Message, say, say_count
from grader.model.run import CallRecord, Raised
from grader.model.targets import Call, Identifier, Literals, Spied
from grader.model.values import Value
from grader.model.verdict import Verdict, failed, passed

Count = Annotated[int, Field(ge=0, le=1000)]
Records = Annotated[tuple[CallRecord, ...], Field(max_length=1000)]


class Probe(Model):
    """`function`: the function, by its name. `then`: another, which must not be called earlier.
    `during`: a call of the program's (`{call: f, args: [...]}`): what counts is then what is called
    in the course of it, not what the program called before.
    """

    function: Spied
    then: Spied | None = None
    during: Call | None = None


class Seen(Model):
    """The calls of both functions; `error` is what the call `during` raised."""

    name: str
    then_name: str | None = None
    calls: Records
    then: Records = ()
    error: Raised | None = None


class Rules(Model):
    """`times`: how often exactly; or `at_least` (once, if nothing is said) and `at_most`.
    `args` and `kwargs`: what some call must have been given, as plain numbers and texts: its first
    positional arguments, and these named ones.
    `as_reference`: whether some call must have the arguments of the reference's first call.
    `indirect`: whether calls by libraries count too, not only those from the program's own lines.
    """

    times: Count | None = None
    at_least: Count | None = None
    at_most: Count | None = None
    args: tuple[Literals, ...] | None = None
    kwargs: dict[Identifier, Literals] = Field(default_factory=dict)
    as_reference: bool = False
    indirect: bool = False


def observe(subject: Subject, probe: Probe) -> Seen:
    """Looks at the calls, if asked for after one of the program's functions has been run."""
    error = None if probe.during is None else subject.attempt(probe.during).error
    return Seen(
        name=probe.function.name,
        then_name=None if probe.then is None else probe.then.name,
        calls=_counted(subject, probe.function, probe),
        then=() if probe.then is None else _counted(subject, probe.then, probe),
        error=error,
    )


def _counted(subject: Subject, function: Spied, probe: Probe) -> tuple[CallRecord, ...]:
    asked = probe.during is not None
    return tuple(each for each in subject.calls(function.name) if each.asked == asked)


def judge(seen: Seen, reference: Seen, rules: Rules) -> Verdict:
    """Calls as often as asked for, one of them with the arguments, all before the other: passes."""
    if seen.error is not None:
        return stopped_by(seen.error)
    calls = [each for each in seen.calls if each.direct or rules.indirect]
    fault = (
        _number(len(calls), reference.name, rules)
        or _arguments(calls, reference, rules)
        or _order(calls, seen, reference, rules)
    )
    return passed() if fault is None else failed(fault)


def _number(found: int, name: str, rules: Rules) -> Message | None:
    low, high = _bounds(rules)
    if low <= found and (high is None or found <= high):
        return None
    if not found:
        return say("{name}() is not called.", name=name)
    if high == 0:
        return say("{name}() must not be called.", name=name)
    return say_count(
        "{name}() is called {count} time; {wanted}.",
        "{name}() is called {count} times; {wanted}.",
        found,
        name=name,
        wanted=_wanted(low, high),
    )


def _bounds(rules: Rules) -> tuple[int, int | None]:
    if rules.times is not None:
        return rules.times, rules.times
    least = 0 if rules.at_most == 0 else 1
    return (least if rules.at_least is None else rules.at_least), rules.at_most


def _wanted(low: int, high: int | None) -> Message:
    if high is None:
        return say_count("at least {count} is expected", "at least {count} are expected", low)
    if low == high:
        return say_count("{count} is expected", "{count} are expected", low)
    return say("{low} to {high} are expected", low=low, high=high)


def _arguments(calls: list[CallRecord], reference: Seen, rules: Rules) -> Message | None:
    if rules.args is None and not rules.kwargs and not rules.as_reference:
        return None
    if rules.as_reference and not reference.calls:
        raise OurError(say("the reference does not call {name}", name=reference.name))
    if any(_fits(each, reference, rules) for each in calls):
        return None
    return say(
        "{name}() is called, but never with the arguments that are asked for. Its last call: "
        "{call}.",
        name=reference.name,
        call=_written(calls[-1], reference.name) if calls else say("none"),
    )


def _fits(call: CallRecord, reference: Seen, rules: Rules) -> bool:
    if rules.as_reference and not _same_as(call, reference.calls[0]):
        return False
    args = rules.args or ()
    if len(call.args) < len(args):
        return False
    pairs = [*zip(call.args, args, strict=False)]
    pairs += [
        (call.kwargs[name], each) for name, each in rules.kwargs.items() if name in call.kwargs
    ]
    if len(pairs) < len(args) + len(rules.kwargs):
        return False
    return all(_is(found, wanted) for found, wanted in pairs)


def _same_as(call: CallRecord, other: CallRecord) -> bool:
    if len(call.args) != len(other.args) or set(call.kwargs) != set(other.kwargs):
        return False
    pairs = [
        *zip(call.args, other.args, strict=True),
        *((call.kwargs[name], each) for name, each in other.kwargs.items()),
    ]
    return all(mismatch(found, wanted, How(dtype="any")) is None for found, wanted in pairs)


def _is(found: Value, wanted: object) -> bool:
    """Numbers by their value, whatever their type; other things exactly."""
    if isinstance(wanted, (int, float)) and not isinstance(wanted, bool):
        number = numbers_of(found)
        return number is not None and number.shape == () and bool(number == wanted)
    return mismatch(found, as_value(wanted, found), AS_EXPECTED) is None


def _order(calls: list[CallRecord], seen: Seen, reference: Seen, rules: Rules) -> Message | None:
    if reference.then_name is None or not calls:
        return None
    others = [each for each in seen.then if each.direct or rules.indirect]
    if all(calls[0].order < each.order for each in others):
        return None
    return say(
        "{name}() is called too late: {other}() is called before it.",
        name=reference.name,
        other=reference.then_name,
    )


def _written(call: CallRecord, name: str) -> Message:
    given = [shown(each) for each in call.args]
    given += [f"{key}={shown(each)}" for key, each in call.kwargs.items()]
    return say("{call}", call=f"{name}({', '.join(map(str, given))})"[:300])


def _agree(probe: Probe, rules: Rules) -> None:  # noqa: ARG001
    if rules.times is not None and (rules.at_least is not None or rules.at_most is not None):
        raise ValueError("`times` says how often exactly; leave `at_least` and `at_most` out")


checker = Checker(Probe, Seen, Rules, observe, judge, agree=_agree)
