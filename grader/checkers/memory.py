"""A call takes no more memory at its peak than it may: no needless copies, no vast in-between.

What NumPy and Python allocate is counted by tracemalloc, what torch does on the CPU by its own
profiler, both in the process that runs the student's code; memory that other libraries take for
themselves is not counted. The peaks of both are added. The arguments are made before, and do not
count; the result does. The call is made once before it is measured.
"""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from typing import Annotated, Any

from pydantic import Field

from grader.checkers.base import Checker, Subject
from grader.errors import OurError
from grader.model.base import Model
from grader.model.message import say
from grader.model.run import Raised
from grader.model.targets import Call
from grader.model.verdict import Verdict, failed, passed

MIB = 1 << 20
Bytes = Annotated[int, Field(ge=0)]


class Probe(Model):
    """`of`: the call that is measured."""

    of: Call


class Seen(Model):
    """The peaks, above what was in use before the call; `error` if the call raised."""

    plain: Bytes = 0
    torch: Bytes = 0
    error: Raised | None = None

    @property
    def peak(self) -> int:
        """Both together, in bytes."""
        return self.plain + self.torch


class Rules(Model):
    """`mebibytes`: the most that the call may take. Without it, `times` what the reference's call
    takes (twice), and 1 MiB more.
    """

    mebibytes: Annotated[float, Field(gt=0, allow_inf_nan=False)] | None = None
    times: Annotated[float, Field(ge=1, allow_inf_nan=False)] = 2.0


def observe(subject: Subject, probe: Probe) -> Seen:
    """Calls once to warm up, then measures."""
    subject.find(probe.of)
    args = [subject.make(each) for each in probe.of.args]
    errors: list[Raised | None] = []

    def call() -> None:
        errors.append(subject.ask(probe.of, args).error)

    peaks = _measured(call)
    return Seen(plain=peaks[0], torch=peaks[1], error=errors[0])


def _measured(call: Callable[[], None]) -> tuple[int, int]:
    from torch.autograd.profiler import profile

    with profile(profile_memory=True) as record:
        tracemalloc.start()
        before, _ = tracemalloc.get_traced_memory()
        try:
            call()
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    return max(peak - before, 0), _torch_peak(record)


def _torch_peak(record: Any) -> int:  # noqa: ANN401
    """The highest sum of what was allocated, less what was freed, up to any moment."""
    events = [each for each in record.kineto_results.events() if each.name() == "[memory]"]
    total = peak = 0
    for each in sorted(events, key=lambda each: int(each.start_ns())):
        total += each.nbytes()
        peak = max(peak, total)
    return peak


def judge(seen: Seen, reference: Seen, rules: Rules) -> Verdict:
    """A call that takes at most so much passes."""
    if reference.error is not None:
        raise OurError(say("the reference raised {type}", type=reference.error.type))
    if seen.error is not None:
        return failed(
            say(
                "Called again, it raised {type}: {text}", type=seen.error.type, text=seen.error.text
            )
        )
    allowed = reference.peak * rules.times + MIB
    if rules.mebibytes is not None:
        allowed = rules.mebibytes * MIB
    if seen.peak <= allowed:
        return passed()
    return failed(
        say(
            "The call takes {found} MiB at its peak; it may take {allowed} MiB. Work in place or "
            "piece by piece, and avoid large arrays in between.",
            found=f"{seen.peak / MIB:.3g}",
            allowed=f"{allowed / MIB:.3g}",
        )
    )


checker = Checker(Probe, Seen, Rules, observe, judge)
