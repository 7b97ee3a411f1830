"""Graders on this machine: worker processes, each with a runner of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from typing import NamedTuple, Protocol

from grader.errors import GraderError, SubmissionError, UsageError
from grader.grading import Grader
from grader.model.classroom import HandIn, Outcome
from grader.model.isolation import Isolation
from grader.model.message import Message, say
from grader.model.problem_set import ProblemSet
from grader.model.run import Limits
from grader.model.submission import Program
from grader.runner import Runner, open_runner
from grader.runner.trial import isolation_of
from grader.sources import read_submission
from grader.specs import load_set
from grader.workers import Pool, open_pool, settle_down

TRIES = 2


class Trial(Enum):
    """An order that grades nothing."""

    ISOLATION = "how programs are kept apart"


Write = Callable[[Outcome, Program | None], tuple[str, ...]]


class Writes(Protocol):
    """What a worker also does with each outcome: it is at hand there. Picklable."""

    def writer(self, problem_set: ProblemSet) -> Write:
        """A function that writes an outcome's files and returns their names.

        It is also given the program, None if it cannot be read.
        """
        ...


class Done(NamedTuple):
    """An outcome, and the files that were written; None if they could not be, or none are asked."""

    outcome: Outcome
    files: tuple[str, ...] | None


@dataclass(frozen=True)
class Opening:
    """What a worker grades with. Called in the worker; picklable."""

    folder: str
    seed: int
    limits: Limits
    writes: Writes | None = None
    digest: str | None = None

    @contextmanager
    def __call__(self) -> Iterator[Callable[[HandIn | Trial], Done | Isolation]]:
        """A function that grades one hand-in after another, or tells how they are kept apart."""
        with open_runner() as runner:

            @cache
            def desk() -> Desk:
                # Made at the first order, because an order's errors are told with it.
                return self._desk(runner)

            def answer(order: HandIn | Trial) -> Done | Isolation:
                return isolation_of(runner) if isinstance(order, Trial) else desk().done(order)

            yield answer

    def _desk(self, runner: Runner) -> Desk:
        problem_set = load_set(self.folder)
        if self.digest not in (None, problem_set.digest):
            raise _changed(problem_set.slug)
        grader = Grader(problem_set, runner, seed=self.seed, limits=self.limits)
        write = self.writes.writer(problem_set) if self.writes else None
        settle_down()
        return Desk(grader, write)


@dataclass(frozen=True)
class Desk:
    """Where one hand-in after another is graded."""

    grader: Grader
    write: Write | None

    def done(self, hand_in: HandIn) -> Done:
        """The outcome in any case; whoever misses the files writes them, or tells why not."""
        outcome, program = graded(self.grader, hand_in)
        if self.write is None:
            return Done(outcome, None)
        try:
            return Done(outcome, self.write(outcome, program))
        except Exception:  # noqa: BLE001  it will be raised again where people are told of it
            return Done(outcome, None)


def graded(grader: Grader, hand_in: HandIn) -> tuple[Outcome, Program | None]:
    """One hand-in's outcome, and the program, if it can be read."""
    try:
        submission = read_submission(hand_in.path, alone=True)
    except SubmissionError as error:
        return Outcome(hand_in=hand_in, failure=as_found(error.message, hand_in)), None
    report = grader.grade(submission, hand_in.student.known_as)
    return Outcome(hand_in=hand_in, report=report), submission.program


def _changed(slug: str) -> UsageError:
    return UsageError(
        say(
            "The problem set {set} has been changed since grading began: run the command again, "
            "and all is graded with the new one.",
            set=slug,
        )
    )


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

    pool: Pool[HandIn | Trial, Done | Isolation]
    files: dict[str, tuple[str, ...]] = field(default_factory=dict)

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
            yield self._noted(came) if isinstance(came, Done) else failed(hand_in, came)

    def _noted(self, done: Done) -> Outcome:
        if done.files is not None:
            self.files[done.outcome.hand_in.path] = done.files
        return done.outcome


def failed(hand_in: HandIn, error: GraderError) -> Outcome:
    """What is our fault, told as such."""
    return Outcome(hand_in=hand_in, failure=error.message, ours=True)


@contextmanager
def open_local(
    folder: str,
    *,
    jobs: int,
    seed: int,
    limits: Limits,
    writes: Writes | None = None,
    digest: str | None = None,
) -> Iterator[LocalEngine]:
    """That many graders of the set in that folder, all with the same seed.

    With a `digest` they grade nothing with a set that has another.
    """
    opening = Opening(folder, seed, limits, writes, digest)
    with open_pool(jobs, opening, tries=TRIES, apart=True) as pool:
        pool.start()
        yield LocalEngine(pool)
