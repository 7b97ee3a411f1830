"""Item by item: ask, hold what came back against the reference and the rules, give a verdict."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

from grader.checkers import Checker, SourceChecker
from grader.checkers.own import checker_of, told
from grader.errors import WireError
from grader.grading.expectations import Expectation
from grader.grading.follow import followed
from grader.grading.reruns import Reruns, compares_runs
from grader.grading.sightings import Judged, Judgements, best_of, evidence_of
from grader.grading.verdicts import Case, not_seen
from grader.model.base import Model
from grader.model.message import say
from grader.model.order import Key, needs_of
from grader.model.problem_set import Item, Problem, ProblemSet
from grader.model.report import ItemResult
from grader.model.run import Ended, Observed, Outcome, Sighting, Unreadable
from grader.model.verdict import Verdict
from grader.model.walk import parts
from grader.runner.questions import Wanted
from grader.runner.session import Session


class Judge:
    """Judges one submission: `first` is its run, `reruns` are others, each with another seed.

    `order` is that in which items are looked at: what an item needs comes before it. `judgements`
    are those of all submissions.
    """

    def __init__(
        self,
        problem_set: ProblemSet,
        order: Sequence[tuple[Problem, Item]],
        probes: Mapping[Key, tuple[Item, Model]],
        expected: Mapping[Key, Expectation],
        first: Session,
        reruns: Reruns,
        judgements: Judgements,
    ) -> None:
        self._set = problem_set
        self._order = order
        self._probes = probes
        self._expected = expected
        self._first = first
        self._reruns = reruns
        self._judgements = judgements

    def judge(
        self, case: Case, progress: Callable[[ItemResult], None] | None = None
    ) -> tuple[ItemResult, ...]:
        """Every item's result, in the order of the problem set; `progress` is told as they come."""
        results: dict[Key, ItemResult] = {}
        for place, (problem, item) in enumerate(self._order):
            then = self._next(place, results)
            result = self._result(problem, item, case, results, then)
            results[problem.slug, item.slug] = result
            if progress is not None:
                progress(result)
        return tuple(
            results[problem.slug, item.slug]
            for problem in self._set.problems
            for item in problem.items
        )

    def _next(self, place: int, results: Mapping[Key, ItemResult]) -> Wanted | None:
        """What the child can look at while the item at that place is judged.

        That is the next item, if its turn comes whatever the judge says: nothing is asked for that
        the verdict may spare, and nothing in between asks for more.
        """
        item = self._order[place][1]
        if item.consistent_with is not None or compares_runs(item):
            return None
        for problem, following in self._order[place + 1 :]:
            key = problem.slug, following.slug
            if key not in self._expected or self._expected[key].seen is None:
                continue
            needed = [results.get(need) for need in needs_of(problem, following)]
            if all(each is not None and each.status == "passed" for each in needed):
                return Wanted(following.check, self._probes[key][1], following.seconds)
            if all(each is None or each.status == "passed" for each in needed):
                return None
        return None

    def _result(
        self,
        problem: Problem,
        item: Item,
        case: Case,
        results: Mapping[Key, ItemResult],
        then: Wanted | None,
    ) -> ItemResult:
        clock = time.monotonic()
        blocker = next(
            (results[need] for need in needs_of(problem, item) if results[need].status != "passed"),
            None,
        )
        found = None
        if blocker is None:
            verdict, found = self._verdict((problem.slug, item.slug), case, then)
            if verdict.status in ("failed", "error"):
                verdict = self._unwritten((problem.slug, item.slug), case) or verdict
        else:
            verdict = _skipped(blocker)
        return ItemResult(
            problem=problem.slug,
            problem_title=problem.title,
            item=item.slug,
            title=item.title,
            status=verdict.status,
            score=item.points * verdict.share,
            points=item.points,
            message=verdict.message,
            hint=item.hint,
            evidence=evidence_of(found, case),
            staff_note=verdict.staff_note,
            seconds=round(time.monotonic() - clock, 4),
            hidden=item.hidden,
        )

    def _verdict(
        self, key: Key, case: Case, then: Wanted | None
    ) -> tuple[Verdict, Sighting | None]:
        item, probe = self._probes[key]
        checker = checker_of(item)
        outcome: Outcome | Ended | None = None
        try:
            if isinstance(checker, SourceChecker):
                return checker.judge(case.submission.program, item.rules), None
            reference = self._expected[key]
            if reference.seen is None:
                return _broken(key, reference.why), None
            outcome = self._first.ask(item.check, probe, item.seconds, then=then)
            if isinstance(outcome, Unreadable) and outcome.ours and item.own is not None:
                return _broken(key, outcome.why), None
            if not isinstance(outcome, Observed):
                return not_seen(outcome, case, item.seconds), None
            return self._judged(key, outcome, reference.seen)
        except WireError as error:
            return _garbled(error), _sighting(outcome)
        except Exception as error:  # noqa: BLE001 - a checker's fault must not look like the student's
            why = told(error, item.own) or f"{item.check}: {traceback.format_exc()}"
            return _broken(key, why), _sighting(outcome)

    def _unwritten(self, key: Key, case: Case) -> Verdict | None:
        """The verdict on an item that calls a function of which only the head is there."""
        called = {str(getattr(part, "call", "")) for _, part in parts(self._probes[key][1])}
        for name in sorted(called & case.empty_functions):
            message = say("`{name}` is still empty. Write what it should do.", name=name)
            return Verdict(status="not_attempted", message=message)
        return None

    def _judged(self, key: Key, outcome: Observed, reference: Model) -> tuple[Verdict, Sighting]:
        item, probe = self._probes[key]
        best = self._judgements.best_of(item, outcome, reference)
        checker = checker_of(item)
        assert isinstance(checker, Checker)
        if best.verdict.status == "failed" and item.consistent_with is not None:
            follows = self._followed(item, best.seen, reference)
            return follows or best.verdict, best.sighting
        if best.verdict.status != "passed" or checker.across is None:
            return best.verdict, best.sighting
        return self._compared(item, probe, best, reference), best.sighting

    def _compared(self, item: Item, probe: Model, best: Judged, reference: Model) -> Verdict:
        """The verdict across runs. A run beside the first can only pass an item, never fail it."""
        checker = checker_of(item)
        assert isinstance(checker, Checker)
        if checker.replay:
            with suppress(WireError):
                found = self._reruns.beside(item, probe, kept=checker.keep_seeds)
                verdict = _across(item, best, found, reference)
                if verdict.status == "passed":
                    return verdict
        found = self._reruns.apart(item, probe, kept=checker.keep_seeds)
        return _across(item, best, found, reference)

    def _followed(self, item: Item, seen: Any, reference: Any) -> Verdict | None:  # noqa: ANN401
        assert item.consistent_with is not None
        checker = checker_of(item)
        assert isinstance(checker, Checker)

        def judge(found: Model, expected: Model) -> Verdict:
            return checker.judge(found, expected, item.rules)

        ask = partial(self._first.ask, "value")
        return followed(item.consistent_with, seen, reference, judge, ask)


def _across(item: Item, best: Judged, found: Outcome | Ended, reference: Model) -> Verdict:
    if not isinstance(found, Observed):
        return _second_run(found)
    again, checker = best_of(item, found, reference), checker_of(item)
    assert isinstance(checker, Checker)
    assert checker.across is not None
    if again.verdict.status != "passed":
        return again.verdict
    return checker.across((best.seen, again.seen), item.rules)


def _skipped(blocker: ItemResult) -> Verdict:
    if blocker.hidden:
        message = say("Can't be checked until a hidden item passes.")
    else:
        message = say("Can't be checked until “{title}” passes.", title=blocker.title)
    return Verdict(status="skipped", message=message)


def _sighting(outcome: Outcome | Ended | None) -> Sighting | None:
    return outcome if isinstance(outcome, Observed) else None


def _second_run(outcome: Outcome | Ended) -> Verdict:
    return Verdict(
        status="error",
        message=say(
            "The program was run a second time with other random numbers, and then this answer was "
            "not there. Does your program depend on chance?"
        ),
        staff_note=f"second run: {outcome!r}"[:2000],
    )


def _garbled(error: WireError) -> Verdict:
    return Verdict(
        status="error",
        message=say("The answer could not be looked at. Is it an ordinary value?"),
        staff_note=str(error),
    )


def _broken(key: Key, why: str) -> Verdict:
    return Verdict(
        status="broken",
        message=say(
            "This could not be checked. It is our fault, not yours; please tell your teacher."
        ),
        staff_note=f"{'/'.join(key)}: {why}"[:4000],
    )
