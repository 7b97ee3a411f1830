"""The program displays the value that the reference displays: as a line of its own, or display().

In a module, the value of an expression that stands alone counts as displayed, unless it is None.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from grader.checkers.base import Checker, Subject
from grader.compare import How, mismatch
from grader.errors import OurError
from grader.model.base import Model
from grader.model.message import Message, say
from grader.model.values import Value
from grader.model.verdict import Verdict, failed, passed

MAX_SHOWN = 50


class Probe(Model):
    """`which`: the reference's display that is asked for: its `last`, or its n-th, from 1."""

    which: Literal["last"] | Annotated[int, Field(ge=1, le=MAX_SHOWN)] = "last"


class Seen(Model):
    """The last displays, in order; `wanted` is the one that the probe asks for, if it is there."""

    shown: Annotated[tuple[Value, ...], Field(max_length=MAX_SHOWN)]
    wanted: Value | None = None


class Rules(How):
    """`where`: `anywhere` in the program, or as its `last` display.

    The others are as for `value`.
    """

    where: Literal["anywhere", "last"] = "anywhere"


def observe(subject: Subject, probe: Probe) -> Seen:
    """Looks at all that was displayed."""
    displays = [shown for _, shown in subject.displays()]
    number = len(displays) if probe.which == "last" else probe.which
    wanted = displays[number - 1] if 1 <= number <= len(displays) else None
    return Seen(
        wanted=None if wanted is None else subject.look(wanted),
        shown=tuple(map(subject.look, displays[-MAX_SHOWN:])),
    )


def judge(seen: Seen, reference: Seen, rules: Rules) -> Verdict:
    """A display that compares equal passes."""
    if reference.wanted is None:
        raise OurError(say("the reference has no such display"))
    if not seen.shown:
        return failed(
            say(
                "Nothing is displayed. Write your answer on a line of its own at the end of a "
                "cell, or use display(...)."
            )
        )
    last = mismatch(seen.shown[-1], reference.wanted, rules)
    if last is None:
        return passed()
    earlier = any(mismatch(each, reference.wanted, rules) is None for each in seen.shown[:-1])
    if earlier:
        return passed() if rules.where == "anywhere" else failed(_not_last())
    return failed(say("The last thing displayed: {why}", why=last.for_student), last.in_full)


def _not_last() -> Message:
    return say("It is displayed, but something else is displayed after it; it must come last.")


checker = Checker(Probe, Seen, Rules, observe, judge)
