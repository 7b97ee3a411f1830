"""A submission as tests: one for each item of its set."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

import pytest

from grader.cli.here import settings_here
from grader.cli.sets import Sets
from grader.errors import SpecError, UserError
from grader.grading import grade
from grader.model.message import Message, say
from grader.model.problem_set import ProblemSet
from grader.model.report import ItemResult, Report
from grader.model.submission import Submission
from grader.sources import read_submission
from grader.testing.processes import runner_for
from grader.testing.words import ClaimError, rendered


def collect_submission(session: pytest.Session) -> None:
    """Fills the session with the items of `--submission`; UsageError if they cannot be had."""
    try:
        name = session.config.getoption("--submission")
        graded = Graded.from_parent(session, name=name, nodeid=name)
        session.items = list(graded.collect())
    except UserError as error:
        mistakes = error.mistakes if isinstance(error, SpecError) else ()
        lines = [rendered(error.message), *map(rendered, mistakes)]
        raise pytest.UsageError("\n".join(lines)) from error
    session.config.hook.pytest_collection_modifyitems(
        session=session, config=session.config, items=session.items
    )
    session.config.hook.pytest_collection_finish(session=session)
    session.testscollected = len(session.items)


class Graded(pytest.Collector):
    """The file that was handed in. It is graded when the first item is tested."""

    @cached_property
    def submission(self) -> Submission:
        """The file, as read."""
        return read_submission(self.name)

    @cached_property
    def problem_set(self) -> ProblemSet:
        """The set to grade it by."""
        sets = Sets(settings_here().problems)
        return sets.meant_by(self.submission, self.config.getoption("grader_set"))

    @cached_property
    def report(self) -> Report:
        """The report, made in a sealed process."""
        shell = self.submission.program.kind == "notebook"
        return grade(self.submission, self.problem_set, runner_for(self.config, shell=shell))

    def collect(self) -> Iterator[pytest.Item]:
        """One test for each item."""
        for problem in self.problem_set.problems:
            for item in problem.items:
                yield GradedItem.from_parent(self, name=f"{problem.slug}/{item.slug}")


class GradedItem(pytest.Item):
    """One item: passes, fails with the student's message, or is skipped."""

    @property
    def result(self) -> ItemResult:
        """Its part of the report."""
        assert isinstance(self.parent, Graded)
        items = self.parent.report.items
        return next(each for each in items if f"{each.problem}/{each.item}" == self.name)

    def runtest(self) -> None:
        """ClaimError with the message unless it passed."""
        result = self.result
        if result.status in ("skipped", "unavailable"):
            pytest.skip(rendered(result.message or ""))
        if result.status != "passed":
            raise ClaimError("\n".join(rendered(line) for line in self._lines(result)))

    def _lines(self, result: ItemResult) -> Iterator[Message | str]:
        assert isinstance(self.parent, Graded)
        if result.hidden and result.status != "broken":
            yield say("A hidden check did not pass.")
            return
        yield say("{title}: {status}", title=result.title, status=result.status.replace("_", " "))
        if result.message is not None:
            yield result.message
        if result.status == "broken" and result.staff_note is not None:
            yield result.staff_note
        if result.hint is not None:
            yield say("Hint: {command}", command=rendered(result.hint))
        yield say(
            "To repeat this run with the same random numbers: {option}",
            option=f"grade check {self.parent.name} --seed {self.parent.report.seed}",
        )

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:  # noqa: ANN401  pytest's types
        """The message; a traceback only if it is the grader's fault."""
        if isinstance(excinfo.value, ClaimError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Any, None, str]:
        """The file and the item."""
        return self.path, None, self.name
