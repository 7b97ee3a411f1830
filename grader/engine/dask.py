"""Graders on a Dask cluster. Dask itself is imported when a cluster is asked for."""

from __future__ import annotations

import math
import secrets
import time
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from grader.engine.cluster import check_versions, connected, lost, threads, wait_for_workers
from grader.engine.local import as_found, failed
from grader.engine.luggage import Luggage, pack, software_here
from grader.engine.seat import Order
from grader.errors import GraderError, RunnerError, SubmissionError, UserError
from grader.model.classroom import HandIn, Outcome
from grader.model.isolation import LEVELS, Isolation, Level
from grader.model.message import say
from grader.model.report import Report
from grader.model.run import Limits
from grader.sources import read_submission

if TYPE_CHECKING:
    from distributed import Client, Future

PATIENCE_SECONDS = 10.0
AHEAD = 2
"""Orders on their way per thread of a worker, so that none waits for the network."""
COUNTING_SECONDS = 1.0


@dataclass(frozen=True)
class DaskEngine:
    """The workers of a cluster, each with a grader beside it. `name` is the plugin's there."""

    client: Client
    name: str
    isolations: tuple[Isolation, ...]

    @property
    def files(self) -> Mapping[str, tuple[str, ...]]:
        """See Engine. Workers of a cluster do not see our folder."""
        return {}

    def isolation(self) -> Isolation:
        """See Engine. Of the workers that were there when the engine was opened."""
        return max(self.isolations, key=lambda each: LEVELS.index(each.level))

    def grade(self, hand_ins: Iterable[HandIn]) -> Iterator[Outcome]:
        """See Engine. UsageError if a worker that has joined meanwhile is not like the others.

        Nor may it seal programs off less than they do.
        """
        level = self.isolation().level
        flight = Flight(self.client, self.name, iter(hand_ins), level)
        try:
            yield from flight.outcomes()
        finally:
            flight.cancel()


@dataclass
class Flight:
    """Hand-ins on their way, and those that wait."""

    client: Client
    name: str
    waiting: Iterator[HandIn]
    at_worst: Level
    _flying: dict[str, tuple[Future, HandIn]] = field(default_factory=dict)
    _done: SimpleQueue[str] = field(default_factory=SimpleQueue)
    _most: int = 0
    _counted: float = -math.inf

    def outcomes(self) -> Iterator[Outcome]:
        """Each as it comes."""
        yield from self._send()
        while self._flying:
            future, hand_in = self._flying.pop(self._next())
            yield _outcome(hand_in, _result(future))
            yield from self._send()

    def cancel(self) -> None:
        """Of no use any more: whatever is on its way."""
        self.client.cancel([future for future, _ in self._flying.values()])
        self._flying.clear()

    def _send(self) -> Iterator[Outcome]:
        """Gives the workers enough to do; yields what cannot be read and need not be sent."""
        self._count()
        while len(self._flying) < self._most:
            hand_in = next(self.waiting, None)
            if hand_in is None:
                return
            try:
                submission = read_submission(hand_in.path, alone=True)
            except SubmissionError as error:
                yield Outcome(hand_in=hand_in, failure=as_found(error.message, hand_in))
                continue
            order = Order(
                submission=submission,
                student=hand_in.student.known_as,
                at_worst=self.at_worst,
            )
            self._submit(hand_in, order)

    def _submit(self, hand_in: HandIn, order: Order) -> None:
        from grader.engine.plugin import answer

        key = f"grade-{secrets.token_hex(16)}"
        future = self.client.submit(answer, self.name, order, key=key, pure=False)
        self._flying[key] = future, hand_in
        future.add_done_callback(lambda done: self._done.put(done.key))

    def _count(self) -> None:
        """Looks once in a while whether workers have come or gone."""
        if time.monotonic() - self._counted > COUNTING_SECONDS:
            self._most = AHEAD * max(1, threads(self.client))
            self._counted = time.monotonic()

    def _next(self) -> str:
        """The key of what is done next; RunnerError if all workers have left."""
        while True:
            with suppress(Empty):
                return self._done.get(timeout=PATIENCE_SECONDS)
            if not threads(self.client):
                raise RunnerError(
                    say(
                        "All workers of the cluster have left. What was graded so far is kept: "
                        "start some, and run the same command again."
                    )
                )


def _result(future: Future) -> object:
    """What came of a task. Dask itself tries again elsewhere what a worker has died of."""
    try:
        return future.result()
    except CancelledError as error:
        # We cancel nothing that is waited for; Dask does when its scheduler is gone.
        raise lost() from error
    except Exception as error:  # noqa: BLE001  Dask raises whatever was raised anywhere
        return RunnerError(say("The cluster lost a submission: {why}", why=f"{error}"))


def _outcome(hand_in: HandIn, came: object) -> Outcome:
    if isinstance(came, UserError):
        raise came
    if isinstance(came, GraderError):
        return failed(hand_in, came)
    assert isinstance(came, Report)
    return Outcome(hand_in=hand_in, report=came)


@contextmanager
def open_dask(
    where: str, folder: str, *, seed: int, limits: Limits, patience: float = PATIENCE_SECONDS
) -> Iterator[DaskEngine]:
    """Graders of the set in that folder on the workers of a cluster, all with the same seed.

    `where` is the scheduler's address or a scheduler file. UsageError if Dask is not installed, if
    nobody answers or there is no worker within `patience` seconds, or if a worker has other
    versions than we have. At the end nothing of ours is left running there.
    """
    with connected(where, patience) as client:
        wait_for_workers(client, patience)
        software = software_here()
        check_versions(client, software)
        luggage = Luggage(set=pack(folder), seed=seed, limits=limits, software=software)
        with _seated(client, luggage) as name:
            yield DaskEngine(client, name, tuple(_introduced(client, name)))


@contextmanager
def _seated(client: Client, luggage: Luggage) -> Iterator[str]:
    from grader.engine.plugin import GraderPlugin

    name = f"grader-{secrets.token_hex(8)}"
    try:
        client.register_plugin(GraderPlugin(name, luggage))
    except OSError as error:
        raise RunnerError(
            say("A worker of the cluster cannot take the set: {why}", why=f"{error}")
        ) from error
    try:
        yield name
    finally:
        # A worker that dies just now needs no tidying, nor does one that nobody reaches.
        if client.status == "running":
            with suppress(OSError, RuntimeError):
                client.unregister_worker_plugin(name)


def _introduced(client: Client, name: str) -> Iterator[Isolation]:
    """How every worker keeps programs apart; the first complaint is raised."""
    from grader.engine.plugin import introduce

    answers: dict[str, Any] = client.run(introduce, name, on_error="return")
    for worker, came in answers.items():
        if isinstance(came, GraderError):
            raise came
        if not isinstance(came, Isolation):
            raise RunnerError(
                say("The worker {worker} cannot grade: {why}", worker=worker, why=f"{came}")
            )
        yield came
