"""Worker processes that grade sets' own programs side by side, each with a runner of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from grader.errors import GraderError
from grader.proof.outcomes import Outcome, Task
from grader.workers import Pool, open_pool

Assignment = tuple[str, Task]
"""A set's folder, and what to grade with it."""


@dataclass(frozen=True)
class Workers:
    """Warm after their first tasks."""

    pool: Pool[Assignment, Outcome]

    def grade(self, folder: str, tasks: Sequence[Task]) -> Iterator[Outcome]:
        """The outcome of each task as it comes, in no particular order."""
        for _, came in self.pool.run((folder, task) for task in tasks):
            if isinstance(came, GraderError):
                raise came
            yield came


@contextmanager
def open_workers(jobs: int | None = None) -> Iterator[Workers]:
    """Workers for all processors that this process may use, or for as many as asked."""
    with open_pool(jobs, open_benches) as pool:
        yield Workers(pool)


@contextmanager
def open_benches() -> Iterator[Callable[[Assignment], Outcome]]:
    """In a worker: a runner, and a bench for each set that comes."""
    from grader.runner import open_runner

    with open_runner(shell=False) as runner:
        from grader.proof.bench import Bench
        from grader.specs import load_set

        benches: dict[str, Bench] = {}

        def graded(assignment: Assignment) -> Outcome:
            folder, task = assignment
            if folder not in benches:
                benches[folder] = Bench(load_set(folder), runner)
            return benches[folder].grade(task)

        yield graded
