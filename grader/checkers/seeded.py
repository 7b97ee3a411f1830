"""The program sets a random seed before it draws a number, and its numbers follow from the seed.

It is run twice: our own seeds differ between the runs, those that it sets itself do not. What
follows from its own seed is the same in both. The second run may be in the process of the first:
a program that wants to show the same numbers again can write them down as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field

from grader.checkers.base import Checker, Subject
from grader.compare import mismatch, numbers_of, shown
from grader.errors import OurError
from grader.model.base import Model
from grader.model.message import Message, say
from grader.model.run import CallRecord
from grader.model.targets import Spied, Target
from grader.model.values import Value
from grader.model.verdict import Verdict, failed, passed

GENERATORS: dict[str, Literal["python", "numpy", "torch"]] = {
    "torch.manual_seed": "torch",
    "numpy.random.seed": "numpy",
    "np.random.seed": "numpy",
    "random.seed": "python",
}


class Probe(Model):
    """`function`: what sets the seed (`torch.manual_seed`, `numpy.random.seed`, `random.seed`, or
    `numpy.random.default_rng`, whose own draws alone follow from it). `of`: a value that must
    follow from it: the same in every run.
    """

    function: Spied = Spied("torch.manual_seed")
    of: Target | None = None


class Seen(Model):
    """The calls that set a seed, and the value."""

    name: str
    calls: Annotated[tuple[CallRecord, ...], Field(max_length=1000)]
    value: Value | None = None


class Rules(Model):
    """`seed`: the number; without it, the reference's. `first`: whether no random number may be
    drawn from that generator before.
    """

    seed: int | None = None
    first: bool = True


def observe(subject: Subject, probe: Probe) -> Seen:
    """Looks at the calls and the value."""
    calls = tuple(each for each in subject.calls(probe.function.name) if not each.asked)
    value = None if probe.of is None else subject.look(subject.find(probe.of))
    return Seen(name=probe.function.name, calls=calls, value=value)


def judge(seen: Seen, reference: Seen, rules: Rules) -> Verdict:
    """A call with that seed, before any number was drawn, passes."""
    name, seed = reference.name, _seed(reference, rules)
    if not seen.calls:
        return failed(say("{name}() is never called; call {name}({seed}).", name=name, seed=seed))
    fitting = [each for each in seen.calls if _given(each) == seed]
    if not fitting:
        return failed(_another(seen.calls[-1], name, seed))
    generator = GENERATORS.get(name)
    if rules.first and generator is not None and generator in fitting[0].drawn:
        return failed(
            say(
                "{name}({seed}) is called after random numbers have been drawn: those do not "
                "follow from the seed. Call it first.",
                name=name,
                seed=seed,
            )
        )
    return passed()


def across(seen: Sequence[Seen], rules: Rules) -> Verdict:  # noqa: ARG001
    """Runs pass in which the value is the same."""
    first, *others = [each.value for each in seen]
    if first is None or all(each is not None and mismatch(each, first) is None for each in others):
        return passed()
    return failed(
        say(
            "It is another value in every run: it does not follow from the seed. Is the seed set "
            "before these numbers are drawn, and do they come from that generator?"
        )
    )


def _seed(reference: Seen, rules: Rules) -> int:
    if rules.seed is not None:
        return rules.seed
    given = [_given(each) for each in reference.calls[:1]]
    if not given or given[0] is None:
        raise OurError(say("the reference sets no seed; give one in `rules`"))
    return given[0]


def _given(call: CallRecord) -> int | None:
    value = call.args[0] if call.args else call.kwargs.get("seed", call.kwargs.get("a"))
    number = None if value is None else numbers_of(value)
    whole = number is not None and number.shape == () and number.dtype.kind in "iu"
    return int(number) if whole and number is not None else None


def _another(call: CallRecord, name: str, seed: int) -> Message:
    given = call.args[0] if call.args else call.kwargs.get("seed")
    found = say("nothing") if given is None else say("{value}", value=shown(given))
    return say(
        "{name}() is called with {found}, expected is {seed}.", name=name, found=found, seed=seed
    )


checker = Checker(Probe, Seen, Rules, observe, judge, across, keep_seeds=True, replay=True)
