"""What grading a class costs: wall and CPU seconds, children included, and memory at its peak."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.processes import cpu_below, cpu_ended, descendants, proportional

Verdicts = Mapping[str, Mapping[str, bool]]
"""By student and exercise: whether it is solved."""

SECONDS_BETWEEN_SAMPLES = 0.25
SAMPLES_PER_LOOK_AT_MEMORY = 8
LOST_SECONDS = 0.5


@dataclass(frozen=True)
class Way:
    """One way to grade `submissions`: these commands, so many at a time, from a fresh state."""

    tool: str
    name: str
    submissions: int
    commands: tuple[tuple[str, ...], ...]
    at_a_time: int
    folder: Path
    variables: Mapping[str, str]
    verdicts: Callable[[], Verdicts]


@dataclass(frozen=True)
class Taken:
    """`peak` is in bytes, of all processes together; pages that several share count once."""

    tool: str
    name: str
    submissions: int
    wall: float
    cpu: float
    peak: int

    @property
    def rate(self) -> float:
        """Submissions per second."""
        return self.submissions / self.wall


class Watch:
    """Looks at what runs below us, now and then.

    `lost` are CPU seconds of processes that nobody has waited for: the kernel forgets those of a
    sandbox that is ended from outside, as ours is. What such a process spends after the last look
    at it, a quarter of a second at most, is not counted.
    """

    def __init__(self) -> None:
        self.peak = 0
        self.lost = 0.0
        self._most = 0.0
        self._looks = 0

    def look(self) -> None:
        """Once: about a millisecond, and some more for the memory of each process."""
        self._looks += 1
        if self._looks % SAMPLES_PER_LOOK_AT_MEMORY == 0:
            using = sum(proportional(pid) for pid in descendants(os.getpid()))
            self.peak = max(self.peak, using)
        self.notice(cpu_below())

    def notice(self, cpu: float) -> None:
        """CPU seconds never grow less, unless some were forgotten."""
        if self._most - cpu > LOST_SECONDS:
            self.lost += self._most - cpu
            self._most = cpu
        self._most = max(self._most, cpu)


def take(way: Way) -> Taken:
    """Runs it. SystemExit, with what the command printed, if one fails."""
    before, clock = cpu_ended(), time.perf_counter()
    with _watched() as watch, ThreadPoolExecutor(way.at_a_time) as pool:
        list(pool.map(lambda command: _run(way, command), way.commands))
    wall = time.perf_counter() - clock
    watch.notice(cpu_ended())
    cpu = cpu_ended() - before + watch.lost
    return Taken(way.tool, way.name, way.submissions, wall, cpu, watch.peak)


def _run(way: Way, command: tuple[str, ...]) -> None:
    done = subprocess.run(
        command,
        cwd=way.folder,
        env=way.variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        raise SystemExit(f"{way.name}: {command}: status {done.returncode}\n{done.stdout[-4000:]}")


@contextmanager
def _watched() -> Iterator[Watch]:
    watch, over = Watch(), threading.Event()

    def look() -> None:
        while not over.wait(SECONDS_BETWEEN_SAMPLES):
            watch.look()

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield watch
    finally:
        over.set()
        thread.join()
