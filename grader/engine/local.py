"""Graders on this machine: worker processes, each with a runner of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from functools import cache

from grader.errors import GraderError, SubmissionError
from grader.grading import Grader
from grader.model.classroom import HandIn, Outcome
from grader.model.isolation import Isolation
from grader.model.message import Message
from grader.model.run import Limits
from grader.runner import open_runner
from grader.runner.trial import isolation_of
from grader.sources import read_submission
from grader.specs import load_set
from grader.workers import Pool, open_pool

TRIES = 2


class Trial(Enum):
    """An order that grades nothing."""

    ISOLATION = "how programs are kept apart"


@dataclass(frozen=True)
class Opening:
    """What a worker grades with. Called in the worker; picklable."""

    folder: str
    seed: int
    limits: Limits

    @contextmanager
    def __call__(self) -> Iterator[Callable[[HandIn | Trial], Outcome | Isolation]]:
        """A function that grades one hand-in after another, or tells how they are kept apart."""
        with open_runner() as runner:

            @cache
            def grader() -> Grader:
                # Made at the first order, because an order's errors are told with it.
                return Grader(load_set(self.folder), runner, seed=self.seed, limits=self.limits)

            def answer(order: HandIn | Trial) -> Outcome | Isolation:
                return isolation_of(runner) if isinstance(order, Trial) else graded(grader(), order)

            yield answer


def graded(grader: Grader, hand_in: HandIn) -> Outcome:
    """One hand-in's outcome."""
    try:
        submission = read_submission(hand_in.path, alone=True)
    except SubmissionError as error:
        return Outcome(hand_in=hand_in, failure=as_found(error.message, hand_in))
    return Outcome(hand_in=hand_in, report=grader.grade(submission, hand_in.student.known_as))


def as_found(message: Message, hand_in: HandIn) -> Message:
    """With the file named as people know it: it may lie in a folder of ours."""
    values = {
        name: hand_in.shown + value.removeprefix(hand_in.path)
        if isinstance(value, str) and value.startswith(hand_in.path)
        else value
        for name, value in message.values.items()
    }
    return message.model_copy(update={"values": values})


@dataclass(frozen=True)
class LocalEngine:
    """A pool of workers."""

    pool: Pool[HandIn | Trial, Outcome | Isolation]

    def isolation(self) -> Isolation:
        """See Engine. All graders of a machine are alike."""
        [(_, came)] = self.pool.run([Trial.ISOLATION])
        if isinstance(came, GraderError):
            raise came
        assert isinstance(came, Isolation)
        return came

    def grade(self, hand_ins: Iterable[HandIn]) -> Iterator[Outcome]:
        """See Engine."""
        for hand_in, came in self.pool.run(hand_ins):
            assert isinstance(hand_in, HandIn)
            assert not isinstance(came, Isolation)
            yield came if isinstance(came, Outcome) else failed(hand_in, came)


def failed(hand_in: HandIn, error: GraderError) -> Outcome:
    """What is our fault, told as such."""
    return Outcome(hand_in=hand_in, failure=error.message, ours=True)


@contextmanager
def open_local(folder: str, *, jobs: int, seed: int, limits: Limits) -> Iterator[LocalEngine]:
    """That many graders of the set in that folder, all with the same seed."""
    with open_pool(jobs, Opening(folder, seed, limits), tries=TRIES) as pool:
        pool.start()
        yield LocalEngine(pool)
