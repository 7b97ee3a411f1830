"""A function changes what it is given, or a program a variable, in place: the same object."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from grader.checkers.base import Checker, Subject
from grader.checkers.stock import name_of, stopped_by
from grader.compare import How, mismatch
from grader.errors import WireError
from grader.model.base import Model
from grader.model.message import Message, say
from grader.model.run import Raised
from grader.model.targets import Call, Variable
from grader.model.values import NoneValue, Value
from grader.model.verdict import Verdict, failed, passed


class Probe(Model):
    """`of`: a call (`{call: f, args: [...]}`), whose argument number `argument`, counted from 1, is
    to be changed; or a variable (`{variable: x, when: made}`), to be changed after it was made.
    """

    of: Call | Variable
    argument: Annotated[int, Field(ge=1, le=20)] = 1


class Seen(Model):
    """The value before and after; `returned` is what the call gave, `same` whether that is the very
    object that it was given. Without `call`, it is a variable.
    """

    before: Value
    after: Value
    call: str | None = None
    returned: Value | None = None
    same: bool = False
    error: Raised | None = None


class Rules(How):
    """`returns`: what the call must give: the `same` object that it was given, `nothing` (None), or
    `anything`.

    The others are as for `value`: the changed value is held against the reference's.
    """

    returns: Literal["same", "nothing", "anything"] = "anything"


def observe(subject: Subject, probe: Probe) -> Seen:
    """Looks before and after."""
    if isinstance(probe.of, Variable):
        made = probe.of.model_copy(update={"when": "made"})
        ended = probe.of.model_copy(update={"when": "end"})
        before, after = (subject.look(subject.find(each)) for each in (made, ended))
        return Seen(before=before, after=after)
    args = [subject.make(each) for each in probe.of.args]
    changed = args[probe.argument - 1]
    before = subject.look(changed)
    attempt = subject.ask(probe.of, args)
    return Seen(
        before=before,
        after=subject.look(changed),
        call=name_of(probe.of),
        returned=None if attempt.error else subject.look(attempt.value),
        same=attempt.value is changed,
        error=attempt.error,
    )


def judge(seen: Seen, reference: Seen, rules: Rules) -> Verdict:
    """What is afterwards as in the reference, changed where it was, passes."""
    if seen.error is not None:
        return stopped_by(seen.error)
    wrong = mismatch(seen.after, reference.after, rules)
    if wrong is not None:
        untouched = mismatch(seen.after, _before(seen, reference)) is None
        why = _untouched(seen, reference, rules) if untouched else wrong.for_student
        return failed(why, wrong.in_full)
    return passed() if reference.call is None else _returned(seen, rules)


def _before(seen: Seen, reference: Seen) -> Value:
    return seen.before if reference.call is None else reference.before


def _untouched(seen: Seen, reference: Seen, rules: Rules) -> Message:
    if reference.call is None:
        return say(
            "It was not changed after it was made. A statement such as x = x + 1 makes a new "
            "object; x += 1, x[:] = ... and methods that end in _ (such as .add_()) change it in "
            "place."
        )
    if seen.returned is not None and mismatch(seen.returned, reference.after, rules) is None:
        return say(
            "{call} returns a changed copy and leaves what it was given as it was. Change that "
            "object itself: without .clone() or .copy(), and with x += ..., x[:] = ... or methods "
            "that end in _ (such as .add_()), not with x = ...",
            call=reference.call,
        )
    return say(
        "{call} leaves what it was given as it was. Change it in place: with x += ..., "
        "x[:] = ... or methods that end in _ (such as .add_()), not with x = ...",
        call=reference.call,
    )


def _returned(seen: Seen, rules: Rules) -> Verdict:
    if seen.returned is None:
        raise WireError(say("the answer cannot be read: {why}", why="nothing is said to return"))
    if rules.returns == "same" and not seen.same:
        return failed(
            say("It is changed in place, but not returned: return the same object at the end.")
        )
    if rules.returns == "nothing" and not isinstance(seen.returned, NoneValue):
        return failed(
            say("It is changed in place, and something is returned: it must return nothing.")
        )
    return passed()


def _agree(probe: Probe, rules: Rules) -> None:
    if isinstance(probe.of, Variable):
        if probe.of.when != "made":
            raise ValueError("a variable is looked at as it was made: write `when: made`")
        if rules.returns != "anything":
            raise ValueError("`returns` is for a call")
    elif probe.argument > len(probe.of.args):
        raise ValueError("`argument` counts more arguments than the call has")


checker = Checker(Probe, Seen, Rules, observe, judge, agree=_agree)
