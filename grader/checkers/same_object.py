"""Two names are the same object: `a is b`. Tells `x += 1` from `x = x + 1`."""

from __future__ import annotations

from grader.checkers.base import Checker, Subject
from grader.checkers.stock import name_of
from grader.model.base import Model
from grader.model.message import say
from grader.model.targets import Target
from grader.model.verdict import Verdict, failed, passed


class Probe(Model):
    """`of` and `other`: the two targets. What a call returns can be compared with a variable."""

    of: Target
    other: Target


class Seen(Model):
    """Both identities, as `id` gives them while both objects live; and the names."""

    of: int
    other: int
    of_name: str
    other_name: str


class Rules(Model):
    """`same`: whether they are to be one object (the default) or two."""

    same: bool = True


def observe(subject: Subject, probe: Probe) -> Seen:
    """Finds both and holds them."""
    of, other = subject.find(probe.of), subject.find(probe.other)
    return Seen(
        of=id(of), other=id(other), of_name=name_of(probe.of), other_name=name_of(probe.other)
    )


def judge(seen: Seen, reference: Seen, rules: Rules) -> Verdict:
    """One object, or two, as asked, passes."""
    if (seen.of == seen.other) == rules.same:
        return passed()
    names = {"of": reference.of_name, "other": reference.other_name}
    if rules.same:
        return failed(
            say(
                "{of} and {other} are two objects. Change the object in place ({other} += ..., "
                "{other}[...] = ..., methods that end in _) instead of making a new one.",
                **names,
            )
        )
    return failed(
        say(
            "{of} and {other} are one object: what changes one changes the other. .clone() and "
            ".copy() make another.",
            **names,
        )
    )


checker = Checker(Probe, Seen, Rules, observe, judge)
