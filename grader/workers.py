"""Worker processes that answer orders side by side, each one at a time, through a pipe of its own.

Orders and answers are pickled: both ends are processes of ours, and neither runs students' code.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import select
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Any, Generic, TypeVar

from grader.errors import GraderError, OurError, RunnerError
from grader.model.message import say

STOPPING_SECONDS = 5.0
YOUNG = 10_000
"""Objects between two searches for garbage: those of about half a report."""

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")
Opening = Callable[[], AbstractContextManager[Callable[[Asked], Answer]]]
"""Picklable; called in the worker, it opens what answers one order after another."""


@dataclass
class Worker(Generic[Asked]):
    """One process and our end of the pipe to it; `order` is what it is at, `tries` how often.

    `processor` is the one that it keeps to, if it keeps to one.
    """

    process: SpawnProcess
    pipe: Connection
    processor: int | None = None
    order: Asked | None = None
    tries: int = 0

    def give(self, order: Asked, tries: int) -> None:
        """Hands over the next order."""
        self.order, self.tries = order, tries
        # A worker that has died meanwhile is noticed when its answer is taken.
        with suppress(OSError):
            self.pipe.send(order)


@dataclass
class Pool(Generic[Asked, Answer]):
    """At most `most` workers, started as they are needed.

    One that dies, or whose runner fails, is replaced, and what it was at is given to another until
    it has been tried `tries` times. With `apart`, and as many workers as processors, each keeps to
    one, with all that it starts: what hands work to and fro is then not moved between them.
    """

    most: int
    opening: Opening[Asked, Answer]
    tries: int = 1
    apart: bool = False
    _living: list[Worker[Asked]] = field(default_factory=list)
    _again: deque[tuple[Asked, int]] = field(default_factory=deque)

    def run(self, orders: Iterable[Asked]) -> Iterator[tuple[Asked, Answer | GraderError]]:
        """Each order with its answer, as it comes; an order is asked for when a worker is free."""
        waiting = iter(orders)
        try:
            while self._give(waiting) or self._busy():
                came = [answer for worker in self._ready() for answer in self._take(worker)]
                # Workers go on while whoever asked deals with the answers.
                self._give(waiting)
                yield from came
        finally:
            self._again.clear()
            self._end(self._busy())

    def _busy(self) -> list[Worker[Asked]]:
        return [worker for worker in self._living if worker.order is not None]

    def _give(self, waiting: Iterator[Asked]) -> bool:
        """Gives every free worker something to do; False if there is nothing."""
        given = False
        while len(self._busy()) < self.most:
            found = self._again.popleft() if self._again else next(((o, 0) for o in waiting), None)
            if found is None:
                return given
            self._free().give(found[0], found[1] + 1)
            given = True
        return given

    def _free(self) -> Worker[Asked]:
        free = next((worker for worker in self._living if worker.order is None), None)
        return free or self._started()

    def _ready(self) -> list[Worker[Asked]]:
        busy = self._busy()
        ready = wait([worker.pipe for worker in busy])
        return [worker for worker in busy if worker.pipe in ready]

    def _take(self, worker: Worker[Asked]) -> Iterator[tuple[Asked, Answer | GraderError]]:
        order, came = worker.order, _received(worker.pipe)
        assert order is not None
        if isinstance(came, RunnerError):
            self._end([worker])
            if worker.tries < self.tries:
                self._again.append((order, worker.tries))
                return
        worker.order = None
        yield order, came

    def start(self) -> None:
        """Starts all workers, so that they are warm when the first orders come."""
        for _ in range(self.most - len(self._living)):
            self._started()

    def _started(self) -> Worker[Asked]:
        context, processor = multiprocessing.get_context("spawn"), self._processor()
        with uninterrupted():
            ours, theirs = context.Pipe()
            what = (theirs, self.opening, processor)
            process = context.Process(target=work, args=what, name="grader")
            process.start()
            theirs.close()
            worker: Worker[Asked] = Worker(process, ours, processor)
            self._living.append(worker)
        return worker

    def _processor(self) -> int | None:
        """One that no living worker keeps to; None if the next is to go where it likes."""
        if not self.apart or self.most != processors() or not hasattr(os, "sched_getaffinity"):
            return None
        taken = {worker.processor for worker in self._living}
        return min(os.sched_getaffinity(0) - taken, default=None)

    def hurry(self) -> None:
        """Asks every worker to leave at once; for another thread than the one that runs."""
        for worker in tuple(self._living):
            worker.process.terminate()

    def close(self) -> None:
        """Hangs up; every worker ends what it started and leaves."""
        self._end(self._living)

    def _end(self, workers: Sequence[Worker[Asked]]) -> None:
        self._living = [worker for worker in self._living if worker not in workers]
        for worker in workers:
            worker.pipe.close()
        for worker in workers:
            worker.process.join(STOPPING_SECONDS)
            worker.process.kill()
            worker.process.join()


def _received(pipe: Connection) -> Any:  # noqa: ANN401  the answer of whatever was opened there
    try:
        return pipe.recv()
    except (EOFError, OSError):
        return RunnerError(say("A process that grades has stopped unexpectedly."))


@contextmanager
def open_pool(
    jobs: int | None, opening: Opening[Asked, Answer], *, tries: int = 1, apart: bool = False
) -> Iterator[Pool[Asked, Answer]]:
    """Workers for all processors that this process may use, or for as many as asked."""
    pool = Pool(jobs or processors(), opening, tries, apart)
    try:
        yield pool
    finally:
        pool.close()


def work(pipe: Connection, opening: Opening[Asked, Answer], processor: int | None = None) -> None:
    """A worker's life: answers what comes through the pipe until the other end is closed."""
    ignore_interrupts()
    keep_to(processor)
    with suppress(EOFError, ConnectionError):
        try:
            with opening() as answer, left_when_hung_up(pipe):
                while True:
                    pipe.send(_answered(answer, pipe.recv()))
        except GraderError as error:
            pipe.recv()
            pipe.send(error)


def keep_to(processor: int | None) -> None:
    """Runs this process and all that it will start on that processor, if on one; each in turn.

    In turn: what one of them tells another does not interrupt it, as it would by default.
    """
    with suppress(OSError, AttributeError):
        os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))
    if processor is not None:
        with suppress(OSError):
            os.sched_setaffinity(0, {processor})


def settle_down() -> None:
    """For a worker that has all it needs: that stays, so it is not searched for garbage again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG)


def _answered(answer: Callable[[Asked], Answer], order: Asked) -> Answer | GraderError:
    try:
        return answer(order)
    except GraderError as error:
        return error
    except Exception as error:  # noqa: BLE001  told with the order; the worker answers the next
        what = f"{type(error).__name__}: {error}"
        return OurError(say("A process that grades has failed: {what}", what=what))


@contextmanager
def left_when_hung_up(pipe: Connection) -> Iterator[None]:
    """Leaves the block by SystemExit when the other end is closed, whatever the block is at.

    So a worker that waits for an endless program ends at once, and yet ends what it started.
    """
    if not hasattr(select, "poll"):
        yield
        return
    signal.signal(signal.SIGTERM, _leave)
    threading.Thread(target=_watch, args=(pipe.fileno(),), daemon=True).start()
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)


def _watch(descriptor: int) -> None:
    hang_up = select.poll()
    hang_up.register(descriptor, 0)
    hang_up.poll()
    # To the main thread by name: only there is a blocking call interrupted.
    signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGTERM)


def _leave(_signal: int, _frame: object) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise SystemExit


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Holds ^C back, where the system can, so that nothing is left half started.

    Processes that are started meanwhile inherit this; see `ignore_interrupts`. The signal may come
    to a thread that a library has started: so it is also caught, and raised again at the end.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    with caught(signal.SIGINT):
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def caught(number: int) -> Iterator[None]:
    """Puts off a signal that comes meanwhile; only the main thread may say how it is answered."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []
    before = signal.signal(number, lambda *_: came.append(number))
    try:
        yield
    finally:
        signal.signal(number, signal.SIG_DFL if before is None else before)
        if came:
            signal.raise_signal(number)


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
