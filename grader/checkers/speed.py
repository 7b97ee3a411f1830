"""A call is fast enough: in seconds, or so many times faster than another function of the program.

Processor time is measured, the best of several runs, so that a busy machine does no harm. A limit
in seconds depends on the machine all the same: be generous, or compare two functions.
"""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from grader.checkers.base import Checker, Subject
from grader.errors import OurError
from grader.model.base import Model
from grader.model.message import say
from grader.model.targets import Call
from grader.model.verdict import Verdict, failed, passed

REPEATS = 5
ENOUGH = 1.0
Seconds = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]


class Probe(Model):
    """`of`: the call that should be fast. `than`: the call that it is compared with, usually the
    version with a loop, on as large an input. Both are run in turns, five times or for a second.
    """

    of: Call
    than: Call | None = None


class Seen(Model):
    """Seconds of processor time of the fastest run of each."""

    seconds: Seconds
    compared: Seconds | None = None


class Rules(Model):
    """`most_seconds`: the processor time that the call may take.
    `times_faster`: how many times as long `than` must take.
    """

    most_seconds: Positive | None = None
    times_faster: Positive | None = None

    @model_validator(mode="after")
    def _some_limit(self) -> Self:
        if self.most_seconds is None and self.times_faster is None:
            raise ValueError("most_seconds or times_faster is needed, or both")
        return self


def observe(subject: Subject, probe: Probe) -> Seen:
    """Runs both in turns."""
    calls = [call for call in (probe.of, probe.than) if call is not None]
    best = [float("inf")] * len(calls)
    spent = 0.0
    for _ in range(REPEATS):
        for number, call in enumerate(calls):
            seconds = subject.time(call, call.args)
            best[number] = min(best[number], seconds)
            spent += seconds
        if spent > ENOUGH:
            break
    return Seen(seconds=best[0], compared=best[1] if len(best) > 1 else None)


def judge(seen: Seen, reference: Seen, rules: Rules) -> Verdict:
    """Fast enough by each of the rules passes."""
    if rules.times_faster is not None and (seen.compared is None or reference.compared is None):
        raise OurError(say("times_faster needs a `than` in the probe"))
    if rules.most_seconds is not None and seen.seconds > rules.most_seconds:
        return failed(
            say(
                "It took {seconds} seconds, but may take {most}.",
                seconds=_shown(seen.seconds),
                most=_shown(rules.most_seconds),
            )
        )
    return _compared(seen, rules)


def _compared(seen: Seen, rules: Rules) -> Verdict:
    if rules.times_faster is None or seen.compared is None:
        return passed()
    if seen.compared >= rules.times_faster * seen.seconds:
        return passed()
    return failed(
        say(
            "It took {seconds} seconds, and the version that it is compared with {compared}: it is "
            "{ratio} times as fast, but {wanted} times is expected. Is there still a loop in it?",
            seconds=_shown(seen.seconds),
            compared=_shown(seen.compared),
            ratio=_shown(seen.compared / max(seen.seconds, 1e-9)),
            wanted=_shown(rules.times_faster),
        )
    )


def _shown(number: float) -> str:
    return f"{number:.2g}" if number < 100 else f"{number:.0f}"


checker = Checker(Probe, Seen, Rules, observe, judge)
