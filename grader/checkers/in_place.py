"""A function changes what it is given, or a program a variable, in place: the same object."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from grader.checkers.base import Checker, Subject
from grader.checkers.stock import MAX_CASES, Arguments, Cases, name_of, stopped_by
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
    `cases`: for a call, further lists of arguments with which it is called too.
    """

    of: Call | Variable
    cases: Cases = ()
    argument: Annotated[int, Field(ge=1, le=20)] = 1


class Case(Model):
    """The value before and after; `returned` is what the call gave, `same` whether that is the very
    object that it was given.
    """

    before: Value
    after: Value
    returned: Value | None = None
    same: bool = False
    error: Raised | None = None


class Seen(Model):
    """What became of each case, and how a function's name is written (None for a variable)."""

    cases: Annotated[tuple[Case, ...], Field(max_length=MAX_CASES + 1)]
    call: str | None = None


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
        return Seen(cases=(Case(before=before, after=after),))
    call, all_args = probe.of, (probe.of.args, *probe.cases)
    cases = tuple(_called(subject, call, args, probe.argument) for args in all_args)
    return Seen(cases=cases, call=name_of(call))


def _called(subject: Subject, call: Call, given: Arguments, argument: int) -> Case:
    args = [subject.make(each) for each in given]
    changed = args[argument - 1]
    before = subject.look(changed)
    attempt = subject.ask(call, args)
    return Case(
        before=before,
        after=subject.look(changed),
        returned=None if attempt.error else subject.look(attempt.value),
        same=attempt.value is changed,
        error=attempt.error,
    )


def judge(seen: Seen, reference: Seen, rules: Rules) -> Verdict:
    """What is afterwards as in the reference, changed where it was, passes."""
    if len(seen.cases) != len(reference.cases):
        raise WireError(say("the answer cannot be read: {why}", why="another number of cases"))
    pairs = zip(seen.cases, reference.cases, strict=True)
    verdicts = (_judged(case, expected, reference.call, rules) for case, expected in pairs)
    return next((each for each in verdicts if each.status != "passed"), passed())


def _judged(case: Case, expected: Case, call: str | None, rules: Rules) -> Verdict:
    if case.error is not None:
        return stopped_by(case.error)
    wrong = mismatch(case.after, expected.after, rules)
    if wrong is not None:
        # What was given is known here: the reference was given the same.
        before = case.before if call is None else expected.before
        untouched = mismatch(case.after, before) is None
        why = _untouched(case, expected, call, rules) if untouched else wrong.for_student
        return failed(why, wrong.in_full)
    return passed() if call is None else _returned(case, rules)


def _untouched(case: Case, expected: Case, call: str | None, rules: Rules) -> Message:
    if call is None:
        return say(
            "It was not changed after it was made. A statement such as x = x + 1 makes a new "
            "object; x += 1, x[:] = ... and methods that end in _ (such as .add_()) change it in "
            "place."
        )
    if case.returned is not None and mismatch(case.returned, expected.after, rules) is None:
        return say(
            "{call} returns a changed copy and leaves what it was given as it was. Change that "
            "object itself: without .clone() or .copy(), and with x += ..., x[:] = ... or methods "
            "that end in _ (such as .add_()), not with x = ...",
            call=call,
        )
    return say(
        "{call} leaves what it was given as it was. Change it in place: with x += ..., "
        "x[:] = ... or methods that end in _ (such as .add_()), not with x = ...",
        call=call,
    )


def _returned(case: Case, rules: Rules) -> Verdict:
    if case.returned is None:
        raise WireError(say("the answer cannot be read: {why}", why="nothing is said to return"))
    if rules.returns == "same" and not case.same:
        return failed(
            say("It is changed in place, but not returned: return the same object at the end.")
        )
    if rules.returns == "nothing" and not isinstance(case.returned, NoneValue):
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
        if probe.cases:
            raise ValueError("`cases` are for a call")
    elif probe.argument > min(map(len, (probe.of.args, *probe.cases))):
        raise ValueError("`argument` counts more arguments than the call has")


checker = Checker(Probe, Seen, Rules, observe, judge, agree=_agree)
