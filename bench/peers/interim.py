"""Stands in for `grade batch` until there is one: two processes, each with a grader of its own.

`python -m bench.peers.interim FOLDER OUTPUT`; the first free process takes the next file.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.queues import SimpleQueue
from pathlib import Path

from grader.grading import Grader
from grader.runner import open_runner
from grader.sources import read_submission
from grader.specs import load_set

JOBS = 2
Files = SimpleQueue[str | None]


def main() -> None:
    """Writes one report per file to OUTPUT/reports."""
    folder, output = Path(sys.argv[1]), Path(sys.argv[2]) / "reports"
    output.mkdir(parents=True)
    with _workers(output) as files:
        for path in sorted(folder.glob("*.ipynb")):
            files.put(str(path))


@contextmanager
def _workers(output: Path) -> Iterator[Files]:
    context = get_context("spawn")
    files: Files = context.SimpleQueue()
    workers = [context.Process(target=_work, args=(files, output)) for _ in range(JOBS)]
    for worker in workers:
        worker.start()
    yield files
    for _ in workers:
        files.put(None)
    for worker in workers:
        worker.join()
    if any(worker.exitcode for worker in workers):
        raise SystemExit("a worker failed")


def _work(files: Files, output: Path) -> None:
    with open_runner() as runner:
        grader = Grader(load_set("problems/pytorch-basics"), runner)
        while (path := files.get()) is not None:
            report = grader.grade(read_submission(path), Path(path).stem)
            name = output / f"{Path(path).stem}.json"
            name.write_text(report.model_dump_json(), encoding="utf-8")


if __name__ == "__main__":
    main()
