"""What is given to a function is not changed by the call; or a variable not after it was made."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from grader.checkers.base import Checker, Subject
from grader.checkers.stock import MAX_CASES, Arguments, Cases, name_of, stopped_by
from grader.compare import AS_EXPECTED, mismatch
from grader.errors import WireError
from grader.model.base import Model
from grader.model.message import Message, say
from grader.model.run import Raised
from grader.model.targets import Call, Variable
from grader.model.values import Value
from grader.model.verdict import Verdict, failed, passed

Values = Annotated[tuple[Value, ...], Field(max_length=20)]


class Probe(Model):
    """`of`: a call (`{call: f, args: [...]}`), whose arguments are looked at before and after; or a
    variable as it was when made (`{variable: x, when: made}`), against what it is in the end.
    `cases`: for a call, further lists of arguments: nothing in any of them may be changed.
    """

    of: Call | Variable
    cases: Cases = ()


class Case(Model):
    """The values before and after one call, or those of the variable."""

    before: Values
    after: Values
    error: Raised | None = None


class Seen(Model):
    """What became of each case, and how a function's name is written (None for a variable)."""

    cases: Annotated[tuple[Case, ...], Field(max_length=MAX_CASES + 1)]
    call: str | None = None


class Rules(Model):
    """None: what was given must be as it was."""


def observe(subject: Subject, probe: Probe) -> Seen:
    """Looks before and after."""
    if isinstance(probe.of, Variable):
        return Seen(cases=(_variable(subject, probe.of),))
    call, all_args = probe.of, (probe.of.args, *probe.cases)
    cases = tuple(_called(subject, call, args) for args in all_args)
    return Seen(cases=cases, call=name_of(call))


def _called(subject: Subject, call: Call, given: Arguments) -> Case:
    args = [subject.make(each) for each in given]
    before = tuple(map(subject.look, args))
    attempt = subject.ask(call, args)
    return Case(before=before, after=tuple(map(subject.look, args)), error=attempt.error)


def _variable(subject: Subject, variable: Variable) -> Case:
    made = variable.model_copy(update={"when": "made"})
    ended = variable.model_copy(update={"when": "end"})
    before, after = (subject.look(subject.find(each)) for each in (made, ended))
    return Case(before=(before,), after=(after,))


def judge(seen: Seen, reference: Seen, rules: Rules) -> Verdict:  # noqa: ARG001
    """Values that are afterwards what they were before pass."""
    if len(seen.cases) != len(reference.cases):
        raise WireError(say("the answer cannot be read: {why}", why="another number of cases"))
    for case, expected in zip(seen.cases, reference.cases, strict=True):
        if case.error is not None:
            return stopped_by(case.error)
        # What was given is known here: the reference was given the same.
        before = case.before if reference.call is None else expected.before
        wrong = _first_change(before, case.after, reference)
        if wrong is not None:
            return failed(wrong)
    return passed()


def _first_change(before: Values, after: Values, reference: Seen) -> Message | None:
    if len(before) != len(after):
        raise WireError(say("the answer cannot be read: {why}", why="another number of values"))
    for number, (was, now) in enumerate(zip(before, after, strict=True), 1):
        wrong = mismatch(now, was, AS_EXPECTED)
        if wrong is not None:
            return _changed(number, reference, wrong.for_student)
    return None


def _changed(number: int, reference: Seen, how: Message) -> Message:
    if reference.call is None:
        return say(
            "It was changed after it was made, and must not be: work on a copy (.clone() for a "
            "tensor, .copy() for an array). {how}",
            how=how,
        )
    return say(
        "Argument {number} of {call} was changed by the call, and must not be: work on a copy "
        "(.clone() for a tensor, .copy() for an array or a list). {how}",
        number=number,
        call=reference.call,
        how=how,
    )


def _agree(probe: Probe, rules: Rules) -> None:  # noqa: ARG001
    if isinstance(probe.of, Variable):
        if probe.of.when != "made":
            raise ValueError("a variable is looked at as it was made: write `when: made`")
        if probe.cases:
            raise ValueError("`cases` are for a call")


checker = Checker(Probe, Seen, Rules, observe, judge, agree=_agree)
