"""The same program run from other seeds, for items that compare runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from grader.checkers import Checker
from grader.checkers.own import checker_of
from grader.model.base import Model
from grader.model.order import Key, needs_of
from grader.model.problem_set import Item, Problem
from grader.model.run import Again, Ended, Outcome
from grader.runner.session import Session


class Reruns:
    """Runs by `kept`: whether the seeds that the program sets itself count in them.

    A run in the first one's process costs little more than the program does; it changes that
    process, so it comes after what there is to ask of the first run. A new process costs all that
    the first one did; `start` makes one, and it is started only when somebody asks.
    """

    def __init__(
        self, first: Session, seeds: Mapping[bool, Again], start: Callable[[Again], Session]
    ) -> None:
        self._first = first
        self._seeds = seeds
        self._start = start
        self._fresh: dict[bool, Session] = {}

    def beside(self, item: Item, probe: Model, *, kept: bool) -> Outcome | Ended:
        """The look at another run in the process of the first."""
        return self._first.ask(item.check, probe, item.seconds, self._seeds[kept])

    def apart(self, item: Item, probe: Model, *, kept: bool) -> Outcome | Ended:
        """The look at a run in a process of its own."""
        return self.begin(kept=kept).ask(item.check, probe, item.seconds)

    def begin(self, *, kept: bool) -> Session:
        """That process, running by now; closed by `close`."""
        if kept not in self._fresh:
            self._fresh[kept] = self._start(self._seeds[kept])
        return self._fresh[kept]

    def close(self) -> None:
        """Ends what was started."""
        for session in self._fresh.values():
            session.close()


def compares_runs(item: Item) -> bool:
    """Whether the item is judged across runs."""
    checker = checker_of(item)
    return isinstance(checker, Checker) and checker.across is not None


def comparing_last(order: tuple[tuple[Problem, Item], ...]) -> tuple[tuple[Problem, Item], ...]:
    """The items in that order, but those that compare runs, and all that need them, at the end."""
    late: set[Key] = set()
    for problem, item in order:
        if compares_runs(item) or any(need in late for need in needs_of(problem, item)):
            late.add((problem.slug, item.slug))
    return tuple(sorted(order, key=lambda each: (each[0].slug, each[1].slug) in late))
