"""A function works on whole arrays: it does no more steps for a large input than for a small one.

Counted are lines of the student's code, calls of functions and operations of torch, wherever they
are: in helpers, comprehensions, callbacks, recursion. Loops inside C (`sum(array)`, `map` of a
builtin) make no steps; they show in processor time, which is judged only where it is plain: with
some thousands of elements or more. The values are held against the reference's at every size, so
that a solution for one size fails.
"""

from __future__ import annotations

from math import prod
from typing import Annotated, Literal, NamedTuple, Self, get_args

from pydantic import Field, model_validator

from grader.checkers.base import Checker, Subject
from grader.compare import How, mismatch, shape_text
from grader.errors import OurError, WireError
from grader.model.base import Model
from grader.model.exceptions import raised
from grader.model.message import Message, say
from grader.model.run import Raised
from grader.model.targets import Call, Given
from grader.model.values import ArrayValue, IntValue, Value
from grader.model.verdict import Verdict, failed, passed
from grader.model.work import Work

REPEATS = 5
NOISE = 1e-4
LEAST = 4
Seconds = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Arguments = Annotated[tuple[Given, ...], Field(max_length=20)]


class Probe(Model):
    """`of`: the call, with its small arguments. `large`: the same arguments, larger; eight times is
    a good measure. `others`: further arguments, of other shapes, for which only the values are held
    against the reference's.
    """

    of: Call
    large: Arguments
    others: Annotated[tuple[Arguments, ...], Field(max_length=20)] = ()

    @model_validator(mode="after")
    def _alike(self) -> Self:
        if len(self.large) != len(self.of.args) or not self.large:
            raise ValueError("large has as many arguments as the call itself, at least one")
        return self


class Size(Model):
    """The argument that grew: its shape, or the number itself; how far, and how many elements."""

    shape: tuple[int, ...] | None
    length: int
    elements: int


class Run(Model):
    """One size: its work, its value, and the seconds of processor time of its fastest run."""

    size: Size
    work: Work
    value: Value
    seconds: Seconds


class Result(Model):
    """What came of further arguments, whose first has this size."""

    size: Size
    value: Value | None = None
    error: Raised | None = None


class Seen(Model):
    """`results` are those of the large arguments, then the others; if the first raised, nothing was
    counted. `loop` is the seconds of processor time of one step of a plain Python loop.
    """

    results: Annotated[tuple[Result, ...], Field(min_length=1, max_length=21)]
    small: Run
    large: Run | None
    loop: Seconds


Kind = Literal["steps", "operations", "calls"]


class Growth(NamedTuple):
    """Two runs, and the seconds of processor time of one step of a plain Python loop."""

    small: Run
    large: Run
    loop: float

    def of(self, kind: Kind) -> int:
        """By how much that work grew."""
        return int(getattr(self.large.work, kind) - getattr(self.small.work, kind))

    def loop_steps(self, usual: Growth) -> float:
        """The processor time of one further element of the usual growth, in steps of a loop."""
        elements = usual.large.size.elements - usual.small.size.elements
        if elements <= 0 or self.loop <= 0:
            return 0.0
        return (self.large.seconds - self.small.seconds) / elements / self.loop


class Rules(How):
    """As for `value`, whether the results are right; and:

    `timed`: whether processor time is judged too, in favour of the student where it is not plain.
    """

    timed: bool = True


def observe(subject: Subject, probe: Probe) -> Seen:
    """Calls the function at both sizes, counted and timed, and at the others."""
    call, small, large = probe.of, probe.of.args, probe.large
    subject.time(call, small)  # what is done once, such as an import, is no work of either size
    which = _which_grew(small, large)
    results = tuple(
        _result(subject, call, args, args[min(which, len(args) - 1)])
        for args in (large, *probe.others)
    )
    works = results[0].error is None
    return Seen(
        results=results,
        small=_run(subject, call, small, small[which]),
        large=_run(subject, call, large, large[which]) if works else None,
        loop=subject.loop_time(),
    )


def _result(subject: Subject, call: Call, args: Arguments, grown: Given) -> Result:
    attempt = subject.ask(call, [subject.make(each) for each in args])
    value = None if attempt.error else subject.look(attempt.value)
    return Result(size=_size(grown), value=value, error=attempt.error)


def _which_grew(small: Arguments, large: Arguments) -> int:
    pairs = zip(map(_size, small), map(_size, large), strict=True)
    growth = [after.length - before.length for before, after in pairs]
    if max(growth) <= 0:
        raise ValueError("`large` has to be larger than the call's own `args`")
    return growth.index(max(growth))


def _size(given: Given) -> Size:
    """`length` is the number itself, or all sizes of the shape together."""
    if isinstance(given, ArrayValue):
        return Size(shape=given.shape, length=sum(given.shape), elements=prod(given.shape))
    if isinstance(given, IntValue):
        given = int(given.digits)
    number = given if isinstance(given, int) else 0
    number = len(given) if isinstance(given, tuple) else number
    return Size(shape=None, length=number, elements=number)


def _run(subject: Subject, call: Call, args: Arguments, grown: Given) -> Run:
    made, work = subject.count(call, args)
    value = subject.look(made)
    seconds = min(subject.time(call, args) for _ in range(REPEATS))
    return Run(size=_size(grown), work=work, value=value, seconds=seconds)


def judge(seen: Seen, reference: Seen, rules: Rules) -> Verdict:
    """Right at every size, with work that does not grow, passes."""
    wrong = _wrong_value(seen, reference, rules)
    if wrong is not None:
        return wrong
    large, expected = _large(seen), _large(reference)
    if seen.small.work.disturbed or large.work.disturbed:
        what = say("The function changes sys.settrace or sys.setprofile. Remove that.")
        return Verdict(status="error", message=what)
    found, usual = (
        Growth(seen.small, large, seen.loop),
        Growth(reference.small, expected, reference.loop),
    )
    grown = _grown(found, usual) or (_slow(found, usual) if rules.timed else None)
    return passed() if grown is None else failed(grown, _in_full(found, usual))


def _large(seen: Seen) -> Run:
    if seen.large is None:
        raise WireError(say("the answer cannot be read: {why}", why="nothing was counted"))
    return seen.large


def _wrong_value(seen: Seen, reference: Seen, rules: Rules) -> Verdict | None:
    if len(seen.results) != len(reference.results):
        raise WireError(say("the answer cannot be read: {why}", why="a result is missing"))
    wrong = mismatch(seen.small.value, reference.small.value, rules)
    if wrong is not None:
        return failed(wrong.for_student, wrong.in_full)
    for found, expected in zip(seen.results, reference.results, strict=True):
        verdict = _wrong_result(found, expected, rules, _size_text(reference.small.size))
        if verdict is not None:
            return verdict
    return None


def _wrong_result(found: Result, expected: Result, rules: Rules, small: Message) -> Verdict | None:
    words = {"small": small, "size": _size_text(expected.size)}
    if expected.value is None:
        raise OurError(say("the reference raised: {error}", error=str(expected.error)))
    if found.error is not None or found.value is None:
        why = raised(found.error) if found.error else say("It gave nothing.")
        return failed(
            say("It is right for input of {small}, but not for {size}. {why}", why=why, **words)
        )
    wrong = mismatch(found.value, expected.value, rules)
    if wrong is None:
        return None
    why = wrong.for_student
    return failed(
        say("It is right for input of {small}, but not for {size}. {why}", why=why, **words),
        wrong.in_full,
    )


def _grown(found: Growth, usual: Growth) -> Message | None:
    added = usual.large.size.length - usual.small.size.length
    if added <= 0:
        raise OurError(say("the reference's input did not grow"))
    for kind in get_args(Kind):
        allowed = 1.5 * max(usual.of(kind), 0) + max(LEAST, added // 4)
        if found.of(kind) > allowed:
            return _said(kind, found, usual)
    return None


def _said(kind: Kind, found: Growth, usual: Growth) -> Message:
    words = {
        "steps": say("steps of your code"),
        "operations": say("operations of torch"),
        "calls": say("calls of functions"),
    }
    return say(
        "The result is right, but the work grew from {small} to {large} {what} when the input grew "
        "from {before} to {after}. Use operations on whole arrays, which need no more steps for "
        "more elements.",
        small=getattr(found.small.work, kind),
        large=getattr(found.large.work, kind),
        what=words[kind],
        before=_size_text(usual.small.size),
        after=_size_text(usual.large.size),
    )


def _size_text(size: Size) -> Message:
    if size.shape is None:
        return say("{count}", count=size.length)
    return say("shape {shape}", shape=shape_text(size.shape))


def _slow(found: Growth, usual: Growth) -> Message | None:
    cost = found.loop_steps(usual)
    plain = found.large.seconds - found.small.seconds >= NOISE
    if not plain or cost <= max(0.5, 5 * usual.loop_steps(usual)):
        return None
    return say(
        "The result is right, but each further element takes as long as {count} steps of a Python "
        "loop: something goes through the elements one by one, such as sum(), map() or "
        "numpy.vectorize. Use operations on whole arrays.",
        count=f"{cost:.1f}",
    )


def _in_full(found: Growth, usual: Growth) -> str:
    costs = found.loop_steps(usual), usual.loop_steps(usual)
    works = f"small: {found.small.work!r}, large: {found.large.work!r}"
    return f"{works}; loop steps per element: {costs[0]:.3f}, reference: {costs[1]:.3f}"


checker = Checker(Probe, Seen, Rules, observe, judge)
