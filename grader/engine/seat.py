"""A grader's seat in a Dask worker: one process of ours beside it, asked by its threads in turn.

Dask runs tasks in threads. What seals students' programs off needs a main thread of its own, so
nothing is graded in Dask's process.
"""

from __future__ import annotations

import multiprocessing
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property

from grader.engine.luggage import Luggage, check_digest, check_software, software_here, unpack
from grader.errors import GraderError, RunnerError, UsageError
from grader.grading import Grader
from grader.model.base import Model
from grader.model.isolation import LEVELS, Isolation, Level
from grader.model.message import say
from grader.model.report import Report
from grader.model.submission import Submission
from grader.runner import Runner, open_runner
from grader.runner.trial import isolation_of
from grader.specs import load_set
from grader.workers import Pool, settle_down

TRIES = 2


class Order(Model):
    """A submission to grade, under that student's name; without one, how it would be kept apart.

    `at_worst` is how badly sealed the program may run: what the caller has agreed to.
    """

    submission: Submission | None = None
    student: str = ""
    at_worst: Level = "not sealed"


Answer = Report | Isolation


@dataclass(frozen=True)
class Desk:
    """In our own process: grades, or tells how programs are kept apart."""

    opening: Opening
    runner: Runner

    def answer(self, order: Order) -> Answer:
        """Raises UsageError if reports would not be what they are elsewhere."""
        grader = self.grader
        if order.submission is None:
            return self.isolation
        if LEVELS.index(self.isolation.level) > LEVELS.index(order.at_worst):
            raise _worse(self.opening.worker, self.isolation)
        return grader.grade(order.submission, order.student)

    @cached_property
    def isolation(self) -> Isolation:
        """How programs are kept apart here."""
        return isolation_of(self.runner)

    @cached_property
    def grader(self) -> Grader:
        """Made at the first order, because only an order's errors are told."""
        luggage, worker = self.opening.luggage, self.opening.worker
        check_software(worker, luggage.software, software_here())
        loaded = load_set(self.opening.folder)
        check_digest(worker, luggage.set.digest, loaded.digest)
        grader = Grader(loaded, self.runner, seed=luggage.seed, limits=luggage.limits)
        settle_down()
        return grader


def _worse(worker: str, isolation: Isolation) -> UsageError:
    return UsageError(
        say(
            "The worker {worker} came later and seals programs off less than the others do "
            "({level}). Take it out of the cluster, and run the command again.",
            worker=worker,
            level=isolation.level,
        )
    )


@dataclass(frozen=True)
class Opening:
    """What our own process begins with. Picklable."""

    worker: str
    folder: str
    luggage: Luggage

    @contextmanager
    def __call__(self) -> Iterator[Callable[[Order], Answer]]:
        """A function that answers one order after another."""
        with open_runner() as runner:
            yield Desk(self, runner).answer


@dataclass
class Seat:
    """In Dask's process. `worker` is its address; files go to a private folder in `room`."""

    worker: str
    luggage: Luggage
    room: str
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _closed: bool = False

    def __post_init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(
            prefix="grader-", dir=self.room, ignore_cleanup_errors=True
        )
        folder = unpack(self.luggage.set, self._folder.name)
        opening = Opening(self.worker, folder, self.luggage)
        self._pool: Pool[Order, Answer] = Pool(1, opening)

    def ask(self, order: Order) -> Answer | GraderError:
        """The answer, when it is this thread's turn; an order that our process dies of has two."""
        with self._lock, allowed_children():
            answer: Answer | GraderError = _gone()
            for _ in range(TRIES):
                if self._closed:
                    return answer
                [(_, answer)] = self._pool.run([order])
                if not isinstance(answer, RunnerError):
                    return answer
            return answer

    def close(self) -> None:
        """Ends our process, whatever it is at. For another thread than those that ask."""
        self._closed = True
        self._pool.hurry()
        with self._lock:
            self._pool.close()
        self._folder.cleanup()


def _gone() -> RunnerError:
    return RunnerError(say("The grader beside a Dask worker was closed before it could answer."))


@contextmanager
def allowed_children() -> Iterator[None]:
    """Dask's nanny marks its worker as a daemon, which Python allows no children.

    Ours needs no such care: it leaves as soon as its pipe is closed, however that happens.
    """
    process = multiprocessing.current_process()
    before = process.daemon
    process.daemon = False
    try:
        yield
    finally:
        process.daemon = before
