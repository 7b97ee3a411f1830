"""A report of what is judged so far, for those who may not live to see the end."""

from __future__ import annotations

from datetime import UTC, datetime

import grader
from grader.model.isolation import Isolation
from grader.model.message import Message, say
from grader.model.problem_set import Item, Problem, ProblemSet
from grader.model.report import ItemResult, Report, SubmittedFiles, Versions
from grader.model.verdict import Status

UNKNOWN = Versions(grader=grader.__version__, python="", numpy="", torch="", platform="")


class Draft:
    """Items of one submission as they are judged; all others wait."""

    def __init__(self, problem_set: ProblemSet, isolation: Isolation, seed: int) -> None:
        self._set = problem_set
        self._isolation = isolation
        self._seed = seed
        self._done: dict[tuple[str, str], ItemResult] = {}

    def add(self, result: ItemResult) -> None:
        """The next item that was judged."""
        self._done[result.problem, result.item] = result

    def so_far(self) -> Report:
        """What to show if the time ends now: the other items have no points yet."""
        every = sum(len(problem.items) for problem in self._set.problems)
        note = say(
            "Grading has not ended: {done} of {all} items are graded. The others have no points "
            "yet. If this stays so, the time for grading ran out; please tell your teacher.",
            done=len(self._done),
            all=every,
        )
        message = say("This item is not graded yet.")
        items = tuple(
            self._done.get((problem.slug, item.slug))
            or _waiting(problem, item, "unavailable", message)
            for problem in self._set.problems
            for item in problem.items
        )
        return _report(self._set, items, self._isolation, self._seed, note)


def fault_report(problem_set: ProblemSet) -> Report:
    """What to show if the grader fails: of every item, that it is our fault."""
    message = say(
        "This could not be checked. It is our fault, not yours; please tell your teacher."
    )
    items = (_waiting(p, item, "broken", message) for p in problem_set.problems for item in p.items)
    nothing = Isolation(level="not sealed", meaning=say("No program was run."), layers=())
    return _report(problem_set, tuple(items), nothing, 0)


def _report(
    problem_set: ProblemSet,
    items: tuple[ItemResult, ...],
    isolation: Isolation,
    seed: int,
    *notes: Message,
) -> Report:
    return Report(
        set=problem_set.slug,
        set_title=problem_set.title,
        set_digest=problem_set.digest,
        student=None,
        submission=SubmittedFiles(files=(), digest=""),
        isolation=isolation,
        seed=seed,
        versions=UNKNOWN,
        started=datetime.now(UTC).isoformat(timespec="milliseconds"),
        seconds=0.0,
        complete=all(item.status != "broken" for item in items),
        score=sum(item.score for item in items),
        max_score=problem_set.max_score,
        items=items,
        notes=notes,
    )


def _waiting(problem: Problem, item: Item, status: Status, message: Message) -> ItemResult:
    return ItemResult(
        problem=problem.slug,
        problem_title=problem.title,
        item=item.slug,
        title=item.title,
        status=status,
        score=0.0,
        points=item.points,
        message=message,
        hidden=item.hidden,
    )
