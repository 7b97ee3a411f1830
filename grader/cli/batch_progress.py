"""How far a batch is: a bar on a terminal, a line now and then elsewhere; on standard error."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from grader.batch import Kind, kind_of
from grader.cli.batch_words import counts
from grader.cli.screen import Screen
from grader.model.classroom import Outcome
from grader.model.message import Message, say

SECONDS_BETWEEN_LINES = 5.0


@contextmanager
def batch_progress(screen: Screen, total: int) -> Iterator[Callable[[Outcome], None]]:
    """What to call with each outcome."""
    tally = Tally(total)
    if not sys.stderr.isatty():
        yield _lines(screen, tally)
        return
    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(compact=True))
    told = TextColumn("{task.description}", markup=False)
    with Progress(*columns, told, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total)

        def tell(outcome: Outcome) -> None:
            tally.add(outcome)
            words = screen.catalogue.render(tally.counts())
            bar.update(task, completed=tally.done, description=f"{tally.rate:.1f}/s  {words}")

        yield tell


class Tally:
    """What has come so far, of how many, since when."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.kinds: Counter[Kind] = Counter()
        self._began = time.monotonic()
        self._last = self._began

    def add(self, outcome: Outcome) -> None:
        """Counts one more."""
        self.kinds[kind_of(outcome)] += 1

    @property
    def done(self) -> int:
        """How many have come."""
        return self.kinds.total()

    @property
    def rate(self) -> float:
        """Submissions per second."""
        return self.done / max(time.monotonic() - self._began, 1e-3)

    def due(self) -> bool:
        """Whether it is time for a line: some seconds have passed, or this was the last."""
        now = time.monotonic()
        if self.done < self.total and now - self._last < SECONDS_BETWEEN_LINES:
            return False
        self._last = now
        return True

    def counts(self) -> Message:
        """How many of each kind, those that there are."""
        return say("{parts}", parts=counts(self.kinds))

    def line(self) -> Message:
        """All of it, on one line."""
        return say(
            "{done} of {total} ({rate} per second, about {left} s left): {counts}",
            done=self.done,
            total=self.total,
            rate=f"{self.rate:.1f}",
            left=round((self.total - self.done) / max(self.rate, 1e-3)),
            counts=self.counts(),
        )


def _lines(screen: Screen, tally: Tally) -> Callable[[Outcome], None]:
    def tell(outcome: Outcome) -> None:
        tally.add(outcome)
        if tally.due():
            screen.warn(tally.line())

    return tell
