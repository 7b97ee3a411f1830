"""Submissions per second of one and two local graders, and what a Dask cluster adds to each.

`python -m bench.engines [COUNT]` grades one submission COUNT times by every engine, in turn.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path

from bench.peers.machine import machine
from bench.processes import cpu_below
from grader.engine import Engine, open_dask, open_local
from grader.model.classroom import HandIn, Student
from grader.model.run import Limits

FOLDER = "problems/pytorch-basics"
PATH = "submissions/pytorch-basics/complete.ipynb"
HAND_IN = HandIn(student=Student(id="kim"), path=PATH, shown=PATH)
ROUNDS, CLASS, HOUR = 3, 100_000, 3600
PAIRS = (("local, 1 grader", "Dask, 1 worker"), ("local, 2 graders", "Dask, 2 workers"))
Open = Callable[[], AbstractContextManager[Engine]]


def main() -> int:
    """Prints the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with tempfile.TemporaryDirectory() as room, ExitStack() as stack:
        clusters = [stack.enter_context(cluster(Path(room, str(n)), n)) for n in (1, 2)]
        opened: dict[str, Open] = {
            "local, 1 grader": lambda: local(1),
            "Dask, 1 worker": lambda: on(clusters[0]),
            "local, 2 graders": lambda: local(2),
            "Dask, 2 workers": lambda: on(clusters[1]),
        }
        show(measured(opened, count), count)
    return 0


def local(jobs: int) -> AbstractContextManager[Engine]:
    """Graders on this machine."""
    return open_local(FOLDER, jobs=jobs, seed=7, limits=Limits())


def on(where: str) -> AbstractContextManager[Engine]:
    """Graders on a cluster."""
    return open_dask(where, FOLDER, seed=7, limits=Limits(), patience=30)


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[str]:
    """A scheduler and so many workers of one thread, on loopback; yields the scheduler file."""
    folder.mkdir()
    file = folder / "scheduler.json"
    where = ("--scheduler-file", str(file), "--no-dashboard")
    with ExitStack() as stack:
        start(stack, "scheduler", *where, "--host", "127.0.0.1", "--port", "0")
        for _ in range(workers):
            start(stack, "worker", *where, "--nthreads", "1", "--local-directory", str(folder))
        while not file.exists():
            time.sleep(0.1)
        wait_for(str(file), workers)
        yield str(file)


def start(stack: ExitStack, name: str, *arguments: str) -> None:
    """One of Dask's own commands, ended with the stack."""
    command = [sys.executable, "-m", f"distributed.cli.dask_{name}", *arguments]
    process = stack.enter_context(subprocess.Popen(command, stderr=subprocess.DEVNULL))
    stack.callback(process.terminate)


def wait_for(where: str, workers: int) -> None:
    """Until so many workers have joined."""
    from distributed import Client

    with Client(scheduler_file=where, set_as_default=False) as client:
        client.wait_for_workers(workers, timeout=60)


@dataclass(frozen=True)
class Cost:
    """Seconds by the clock, and of all processors for all processes, the cluster's included."""

    wall: float
    cpu: float


def measured(opened: dict[str, Open], count: int) -> dict[str, Cost]:
    """Of each submission, the medians. Every engine is warm before its clock starts."""
    costs: dict[str, list[Cost]] = {name: [] for name in opened}
    for _ in range(ROUNDS):
        for name, open_ in opened.items():
            with open_() as engine:
                grade(engine, 10)
                costs[name].append(cost(engine, count))
    return {
        name: Cost(statistics.median(c.wall for c in each), statistics.median(c.cpu for c in each))
        for name, each in costs.items()
    }


def cost(engine: Engine, count: int) -> Cost:
    """Of one submission."""
    clock, before = time.perf_counter(), cpu_below() + time.process_time()
    grade(engine, count)
    spent = cpu_below() + time.process_time() - before
    return Cost((time.perf_counter() - clock) / count, spent / count)


def grade(engine: Engine, count: int) -> None:
    """All must have reports."""
    outcomes = engine.grade(repeat(HAND_IN, count))
    assert all(outcome.report is not None for outcome in outcomes)


def show(costs: dict[str, Cost], count: int) -> None:
    """A table in Markdown, and what a very large class would cost."""
    print(f"{machine()}\n{count} times {PATH}, the median of {ROUNDS} rounds\n")
    print("| engine | submissions/s | core ms each | 100,000 take | core hours |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for name, each in costs.items():
        minutes, hours = each.wall * CLASS / 60, each.cpu * CLASS / HOUR
        print(
            f"| {name} | {1 / each.wall:.1f} | {each.cpu * 1e3:.1f} | {minutes:.0f} min "
            f"| {hours:.2f} |"
        )
    for ours, dask in PAIRS:
        more = (costs[dask].cpu - costs[ours].cpu) * 1e3
        print(f"\n{dask}: Dask adds {more:.1f} ms of a core to each submission.")


if __name__ == "__main__":
    sys.exit(main())
