"""Item by item: ask, hold what came back against the reference and the rules, give a verdict."""

from __future__ import annotations

import time
import traceback
from collections.abc import Mapping

from grader.checkers import checker_named
from grader.errors import WireError
from grader.grading.expectations import Expectation, seen_as
from grader.grading.verdicts import Case, not_seen
from grader.model.base import Model
from grader.model.message import say
from grader.model.order import grading_order, needs_of
from grader.model.problem_set import Item, Problem, ProblemSet
from grader.model.report import Evidence, ItemResult
from grader.model.run import Ended, Observed, Outcome
from grader.model.verdict import Verdict
from grader.runner.session import Session

Key = tuple[str, str]


class Judge:
    """Judges one submission: `first` is its run, `second` a fresh one with another seed."""

    def __init__(
        self,
        problem_set: ProblemSet,
        probes: Mapping[Key, tuple[Item, Model]],
        expected: Mapping[Key, Expectation],
        first: Session,
        second: Session | None,
    ) -> None:
        self._set = problem_set
        self._probes = probes
        self._expected = expected
        self._first = first
        self._second = second

    @staticmethod
    def compares_runs(item: Item) -> bool:
        """Whether the item's checker needs a second, fresh run."""
        return checker_named(item.check).across is not None

    def judge(self, case: Case) -> tuple[ItemResult, ...]:
        """Every item's result, in the order of the problem set."""
        results: dict[Key, ItemResult] = {}
        for problem, item in grading_order(self._set):
            results[problem.slug, item.slug] = self._result(problem, item, case, results)
        return tuple(
            results[problem.slug, item.slug]
            for problem in self._set.problems
            for item in problem.items
        )

    def _result(
        self, problem: Problem, item: Item, case: Case, results: Mapping[Key, ItemResult]
    ) -> ItemResult:
        clock = time.monotonic()
        blocker = next(
            (results[need] for need in needs_of(problem, item) if results[need].status != "passed"),
            None,
        )
        found = None
        if blocker is None:
            verdict, found = self._verdict((problem.slug, item.slug), case)
        else:
            verdict = Verdict(
                status="skipped",
                message=say("Can't be checked until “{title}” passes.", title=blocker.title),
            )
        return ItemResult(
            problem=problem.slug,
            problem_title=problem.title,
            item=item.slug,
            title=item.title,
            status=verdict.status,
            score=item.points if verdict.status == "passed" else 0.0,
            points=item.points,
            message=verdict.message,
            hint=item.hint,
            evidence=_evidence(found, case),
            staff_note=verdict.staff_note,
            seconds=round(time.monotonic() - clock, 4),
        )

    def _verdict(self, key: Key, case: Case) -> tuple[Verdict, str | None]:
        expected = self._expected[key]
        if expected.seen is None:
            return _broken(key, expected.why), None
        item, probe = self._probes[key]
        outcome = self._first.ask(item.check, probe)
        if not isinstance(outcome, Observed):
            return not_seen(outcome, case), None
        try:
            return self._judged(key, outcome, expected.seen), outcome.found
        except WireError as error:
            return _garbled(error), outcome.found
        except Exception:  # noqa: BLE001 - a checker's own fault must not look like the student's
            return _broken(key, f"{item.check}: {traceback.format_exc()}"), outcome.found

    def _judged(self, key: Key, outcome: Observed, reference: Model) -> Verdict:
        item, _ = self._probes[key]
        checker = checker_named(item.check)
        seen = seen_as(item, outcome)
        verdict = checker.judge(seen, reference, item.rules)
        if verdict.status != "passed" or checker.across is None or self._second is None:
            return verdict
        again = self._second.ask(item.check, self._probes[key][1])
        if not isinstance(again, Observed):
            return _second_run(again)
        return checker.across((seen, seen_as(item, again)), item.rules)


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


def _evidence(found: str | None, case: Case) -> Evidence | None:
    if found is None:
        return None
    bindings = [each for each in case.submission.bindings if each.name == found]
    if not bindings:
        return Evidence(found=found)
    return Evidence(found=found, place=case.place(bindings[-1].cell, bindings[-1].line))
