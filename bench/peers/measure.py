"""What grading a class costs: wall and CPU seconds, children included, and memory at its peak."""

from __future__ import annotations

import os
import resource
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

Verdicts = Mapping[str, Mapping[str, bool]]
"""By student and exercise: whether it is solved."""

SECONDS_BETWEEN_SAMPLES = 0.5


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


class Memory:
    """The highest sum of our descendants' proportional memory among the samples."""

    def __init__(self) -> None:
        self.peak = 0

    def sample(self) -> None:
        """Looks once: some milliseconds for each process."""
        self.peak = max(self.peak, sum(proportional(pid) for pid in descendants(os.getpid())))


def take(way: Way) -> Taken:
    """Runs it. SystemExit, with what the command printed, if one fails."""
    before = _cpu()
    clock = time.perf_counter()
    with _sampled() as memory, ThreadPoolExecutor(way.at_a_time) as pool:
        list(pool.map(lambda command: _run(way, command), way.commands))
    wall = time.perf_counter() - clock
    return Taken(way.tool, way.name, way.submissions, wall, _cpu() - before, memory.peak)


def descendants(pid: int) -> list[int]:
    """Processes below that one, as far as they still live."""
    found: list[int] = []
    try:
        for thread in os.listdir(f"/proc/{pid}/task"):
            children = Path(f"/proc/{pid}/task/{thread}/children").read_text(encoding="ascii")
            found += [int(child) for child in children.split()]
    except OSError:
        return found
    return [each for child in found for each in (child, *descendants(child))]


def proportional(pid: int) -> int:
    """Bytes in use, each page divided by its users; 0 for a process that is gone.

    Of a process that its user may not look into: all that is resident, which is too much.
    """
    try:
        rows = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except PermissionError:
        return resident(pid)
    except OSError:
        return 0
    return sum(int(row.split()[1]) << 10 for row in rows if row.startswith("Pss:"))


def resident(pid: int) -> int:
    """Bytes in memory; 0 for a process that is gone."""
    try:
        pages = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]
    except OSError:
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


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


def _cpu() -> float:
    """Seconds of all our children that have ended, and of theirs."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


@contextmanager
def _sampled() -> Iterator[Memory]:
    memory, over = Memory(), threading.Event()

    def look() -> None:
        while not over.wait(SECONDS_BETWEEN_SAMPLES):
            memory.sample()

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield memory
    finally:
        over.set()
        thread.join()
