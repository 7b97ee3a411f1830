"""Of all that a look has found, the one that counts, and how the report names it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from grader.checkers import Checker
from grader.checkers.own import checker_of
from grader.errors import WireError
from grader.grading.expectations import seen_as
from grader.grading.verdicts import Case
from grader.model.base import Model
from grader.model.message import Message, say
from grader.model.problem_set import Item
from grader.model.report import Evidence
from grader.model.run import Observed, Sighting
from grader.model.verdict import Verdict

MOST = 4096


@dataclass(frozen=True)
class Judged:
    """One sighting, as its checker's record, with the judge's word on it."""

    sighting: Sighting
    seen: Model
    verdict: Verdict


class Judgements:
    """What has been judged already: most students give the same answers.

    An answer is known again by its identity; the runner reads equal ones into one object. A set's
    own checks are asked anew each time: nobody knows what they go by.
    """

    def __init__(self) -> None:
        self._kept: dict[tuple[int, int, int], tuple[Item, Observed, Model, Judged]] = {}

    def best_of(self, item: Item, outcome: Observed, reference: Model) -> Judged:
        """As the function of that name."""
        if item.own is not None:
            return best_of(item, outcome, reference)
        key = id(item), id(outcome), id(reference)
        if key not in self._kept:
            if len(self._kept) == MOST:
                self._kept.clear()
            # They are kept beside what was judged, so that their identities are nobody else's.
            self._kept[key] = item, outcome, reference, best_of(item, outcome, reference)
        return self._kept[key][-1]


def best_of(item: Item, outcome: Observed, reference: Model) -> Judged:
    """The first sighting that passes, or else the first; WireError if that one is nonsense."""
    first = _judged(item, outcome, reference)
    if first.verdict.status == "passed":
        return first
    for each in outcome.others:
        with suppress(WireError):
            other = _judged(item, each, reference)
            if other.verdict.status == "passed":
                return other
    return first


def _judged(item: Item, sighting: Sighting, reference: Model) -> Judged:
    checker = checker_of(item)
    assert isinstance(checker, Checker), "a check of the text alone sees nothing"
    seen = seen_as(item, sighting)
    return Judged(sighting, seen, checker.judge(seen, reference, item.rules))


def evidence_of(sighting: Sighting | None, case: Case) -> Evidence | None:
    """The name or text that matched and where the program made it; of a section, what was found."""
    if sighting is None:
        return None
    if sighting.how is not None:
        return Evidence(found=_in_section(sighting), place=sighting.place)
    if sighting.found is None:
        return None
    bindings = [each for each in case.submission.bindings if each.name == sighting.found]
    if not bindings:
        return Evidence(found=sighting.found)
    return Evidence(found=sighting.found, place=case.place(bindings[-1].cell, bindings[-1].line))


def _in_section(sighting: Sighting) -> Message:
    if sighting.how == "displayed":
        return say("a value that was displayed")
    if sighting.how == "printed":
        return say("a value that was printed")
    return say("the value assigned to `{name}`", name=sighting.found or "")
