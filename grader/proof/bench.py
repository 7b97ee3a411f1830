"""Grades one set's own programs, one after another."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from grader.errors import SubmissionError
from grader.grading import Grader
from grader.model.problem_set import ProblemSet
from grader.model.run import Limits
from grader.model.submission import Submission
from grader.proof.outcomes import Outcome, Task, outcome_of
from grader.runner import Runner
from grader.sources import read_submission


class Bench:
    """Keeps a grader per seed: what the reference shows with that seed is found out once."""

    def __init__(self, problem_set: ProblemSet, runner: Runner) -> None:
        self._set = problem_set
        self._runner = runner
        self._graders: dict[tuple[int, float], Grader] = {}

    def grade(self, task: Task) -> Outcome:
        """What came of the task."""
        try:
            submission = self._submission(task)
        except SubmissionError as error:
            return Outcome(task=task, unreadable=error.message)
        report = self._grader(task).grade(submission)
        items = tuple(map(outcome_of, report.items))
        return Outcome(task=task, items=items, seconds=report.seconds)

    def _submission(self, task: Task) -> Submission:
        if task.source is None:
            return read_submission(os.path.join(self._set.folder, *task.name.split("/")))
        with tempfile.TemporaryDirectory(prefix="grader-proof-") as folder:
            file = Path(folder, task.name)
            file.write_text(task.source, "utf-8")
            return read_submission(file)

    def _grader(self, task: Task) -> Grader:
        key = (task.seed, task.program_seconds)
        if key not in self._graders:
            limits = Limits(program_seconds=task.program_seconds)
            self._graders[key] = Grader(self._set, self._runner, seed=task.seed, limits=limits)
        return self._graders[key]
