"""One set's programs, graded by the workers, with word of how far it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from grader.model.message import Message
from grader.model.problem_set import ProblemSet
from grader.proof.outcomes import Outcome, Task
from grader.proof.workers import Workers

Progress = Callable[[Message, int, int], None]
"""Told what is being graded, how many are done, and how many there are."""


@dataclass(frozen=True)
class Sitting:
    """The set, and who grades with it."""

    problem_set: ProblemSet
    workers: Workers
    progress: Progress

    def graded(self, what: Message, tasks: Sequence[Task]) -> list[Outcome]:
        """The outcomes in the order of the tasks, no two of which are the same."""
        found: dict[Task, Outcome] = {}
        self.progress(what, 0, len(tasks))
        for outcome in self.workers.grade(self.problem_set.folder, tasks):
            found[outcome.task] = outcome
            self.progress(what, len(found), len(tasks))
        return [found[task] for task in tasks]
