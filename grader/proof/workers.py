"""Worker processes, each with a runner of its own, that grade tasks side by side."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from grader.errors import GraderError, RunnerError
from grader.model.message import say
from grader.proof.outcomes import Outcome, Task

Assignment = tuple[str, Task]
"""A set's folder, and what to grade with it."""


@dataclass
class Worker:
    """One process and our end of the pipe to it; `busy` while an outcome is awaited."""

    process: SpawnProcess
    pipe: Connection
    busy: bool = False

    def give(self, assignment: Assignment) -> None:
        """Hands over the next task."""
        self.busy = True
        try:
            self.pipe.send(assignment)
        except OSError as error:
            raise _gone() from error

    def take(self) -> Outcome:
        """The outcome of the task in hand; raises what went wrong over there."""
        try:
            came = self.pipe.recv()
        except (EOFError, OSError) as error:
            raise _gone() from error
        self.busy = False
        if isinstance(came, Outcome):
            return came
        raise came


def _gone() -> RunnerError:
    return RunnerError(say("A process that grades has stopped unexpectedly."))


@dataclass
class Workers:
    """At most `most` processes, started as they are needed."""

    most: int
    _living: list[Worker] = field(default_factory=list)

    def grade(self, folder: str, tasks: Sequence[Task]) -> Iterator[Outcome]:
        """The outcome of each task as it comes, in no particular order."""
        waiting = list(reversed(tasks))
        self._start(min(self.most, len(tasks)) - len(self._living))
        try:
            while waiting or any(worker.busy for worker in self._living):
                for worker in self._living:
                    if waiting and not worker.busy:
                        worker.give((folder, waiting.pop()))
                yield from self._ready()
        finally:
            self._end([worker for worker in self._living if worker.busy])

    def _ready(self) -> Iterator[Outcome]:
        busy = [worker for worker in self._living if worker.busy]
        ready = wait([worker.pipe for worker in busy])
        yield from (worker.take() for worker in busy if worker.pipe in ready)

    def _start(self, number: int) -> None:
        context = multiprocessing.get_context("spawn")
        for _ in range(number):
            with uninterrupted():
                ours, theirs = context.Pipe()
                process = context.Process(target=work, args=(theirs,), name="grader-proof")
                process.start()
                theirs.close()
                self._living.append(Worker(process, ours))

    def close(self) -> None:
        """Hangs up; every worker ends what it started and leaves."""
        self._end(self._living)

    def _end(self, workers: Sequence[Worker]) -> None:
        self._living = [worker for worker in self._living if worker not in workers]
        for worker in workers:
            worker.pipe.close()
        for worker in workers:
            worker.process.join()


@contextmanager
def open_workers(jobs: int | None = None) -> Iterator[Workers]:
    """Workers for all processors that this process may use, or for as many as asked."""
    workers = Workers(jobs or processors())
    try:
        yield workers
    finally:
        workers.close()


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Holds ^C back, where the system can, so that nothing is left half started.

    Processes that are started meanwhile inherit this; see `ignore_interrupts`.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def ignore_interrupts() -> None:
    """For a worker: ^C reaches every process of a terminal; it is the parent that answers it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def work(pipe: Connection) -> None:
    """A worker's life: grades what comes through the pipe until the other end is closed."""
    ignore_interrupts()
    from grader.runner import open_runner

    with open_runner(shell=False) as runner, suppress(EOFError, ConnectionError):
        from grader.proof.bench import Bench
        from grader.specs import load_set

        benches: dict[str, Bench] = {}
        while True:
            folder, task = pipe.recv()
            try:
                if folder not in benches:
                    benches[folder] = Bench(load_set(folder), runner)
                pipe.send(benches[folder].grade(task))
            except GraderError as error:
                pipe.send(error)
