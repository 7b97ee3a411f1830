"""Grades files one after another with one runner."""

from __future__ import annotations

from collections.abc import Callable

from grader.cli.grading_options import GradingOptions
from grader.cli.sets import Sets
from grader.grading import Grader
from grader.model.isolation import Isolation
from grader.model.problem_set import ProblemSet
from grader.model.report import Report
from grader.model.submission import Submission
from grader.runner import Runner
from grader.runner.trial import isolation_of


class Graders:
    """Holds what the files share: the runner, the sets, and what is known of each set."""

    def __init__(self, runner: Callable[[], Runner], options: GradingOptions, sets: Sets) -> None:
        self._runner = runner
        self._options = options
        self._sets = sets
        self._graders: dict[str, Grader] = {}

    def set_of(self, submission: Submission) -> ProblemSet:
        """The problem set to grade it by."""
        return self._sets.meant_by(submission, self._options.set_name)

    def isolation(self) -> Isolation:
        """How programs are kept apart here, seen by running an empty one."""
        return isolation_of(self._runner())

    def grade(
        self, submission: Submission, problem_set: ProblemSet, student: str | None = None
    ) -> Report:
        """Runs the submission and judges it."""
        return self._grader(problem_set).grade(submission, student)

    def _grader(self, problem_set: ProblemSet) -> Grader:
        if problem_set.folder not in self._graders:
            self._graders[problem_set.folder] = Grader(
                problem_set, self._runner(), seed=self._options.seed, limits=self._options.limits()
            )
        return self._graders[problem_set.folder]
