"""The files of each student: made where they are graded, or later from the journal.

Later, they are made side by side where there are many.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from grader.batch.files import Folder
from grader.errors import GraderError, SubmissionError
from grader.exports import file_name
from grader.gradebook import as_students_see
from grader.locale import Catalogue, catalogue
from grader.model.classroom import HandIn, Outcome
from grader.model.course import Policy
from grader.model.message import Language
from grader.model.problem_set import ProblemSet
from grader.model.report import Report
from grader.model.submission import Program
from grader.pages import student_page
from grader.reports import gradescope, renderer
from grader.sources import read_program
from grader.specs import load_set
from grader.workers import open_pool

REPORTS, STAFF = "reports", "staff"
BY_STUDENT = ("gradescope", "prairielearn", "exercism", "check50")
"""Formats that are one file per student."""
WORTH_WORKERS = 200
"""Hand-ins from which on more processes pay for their start."""


@dataclass(frozen=True)
class Rendering:
    """Writes the files of one hand-in after another, here or, pickled, in a worker.

    `several` has the ids of students with more than one hand-in, whose files tell the attempt.
    """

    set_folder: str
    folder: str
    language: Language
    policy: Policy
    now: datetime
    formats: tuple[str, ...]
    several: frozenset[str] = frozenset()

    @contextmanager
    def __call__(self) -> Iterator[Callable[[Outcome], tuple[str, ...]]]:
        """In a worker, which loads the set itself: its checks may be of no class to be pickled."""
        yield self.reading_writer(load_set(self.set_folder))

    def reading_writer(self, problem_set: ProblemSet) -> Callable[[Outcome], tuple[str, ...]]:
        """As `writer`, for whoever has not read the program."""
        write = self.writer(problem_set)
        return lambda outcome: write(outcome, program_of(outcome.hand_in))

    def writer(
        self, problem_set: ProblemSet
    ) -> Callable[[Outcome, Program | None], tuple[str, ...]]:
        """A function that writes one hand-in's files and returns their names."""
        words, folder = catalogue(self.language), Folder(self.folder)

        def write(outcome: Outcome, program: Program | None) -> tuple[str, ...]:
            files = dict(self._files(outcome, program, problem_set, words))
            for name, text in files.items():
                folder.write(name, text)
            return tuple(files)

        return write

    def stem(self, hand_in: HandIn) -> str:
        """The name of this hand-in's files, without folder and ending."""
        name = file_name(hand_in.student)
        return f"{name}-attempt{hand_in.attempt}" if hand_in.student.id in self.several else name

    def page(self, outcome: Outcome) -> str:
        """The page that shows most of an outcome, in the folder."""
        folder = STAFF if self._is_for_staff(outcome) else REPORTS
        return f"{folder}/{self.stem(outcome.hand_in)}.html"

    def seen(self, report: Report) -> Report:
        """The report as students see it today."""
        return as_students_see(report, self.policy, self.now)

    def _is_for_staff(self, outcome: Outcome) -> bool:
        """Whether there is anything for staff that the student does not see."""
        if outcome.report is None:
            return True
        hidden = (item.hidden or item.staff_note for item in self.seen(outcome.report).items)
        return any(hidden) or bool(outcome.report.flags)

    def _files(
        self,
        outcome: Outcome,
        program: Program | None,
        problem_set: ProblemSet,
        words: Catalogue,
    ) -> Iterator[tuple[str, str]]:
        stem = self.stem(outcome.hand_in)
        report = outcome.report and self.seen(outcome.report)
        seen = outcome.model_copy(update={"report": report})
        if self._is_for_staff(outcome):
            page = student_page(outcome, problem_set, words, program=program, staff=True)
            yield f"{STAFF}/{stem}.html", page
        if report is None:
            return
        page = student_page(seen, problem_set, words, program=program, staff=False)
        yield f"{REPORTS}/{stem}.html", page
        yield f"{REPORTS}/{stem}.json", renderer("json")(report, words)
        yield f"{REPORTS}/{stem}.txt", renderer("terminal")(report, words)
        for name in self.formats:
            if name in BY_STUDENT:
                yield f"{REPORTS}/{stem}.{name}.json", self._told(name, report, words)

    def _told(self, name: str, report: Report, words: Catalogue) -> str:
        if name == "gradescope":
            return gradescope.render(report, words, hidden_items=self.policy.hidden_items)
        return renderer(name)(report, words)


def program_of(hand_in: HandIn) -> Program | None:
    """The program as handed in; None if it cannot be read."""
    try:
        return read_program(hand_in.path)
    except SubmissionError:
        return None


def rendered(
    rendering: Rendering,
    problem_set: ProblemSet,
    outcomes: Iterable[Outcome],
    count: int,
    jobs: int,
) -> Iterator[str]:
    """The names of all files of `count` outcomes. Raises what kept one from being written."""
    if count < WORTH_WORKERS or jobs == 1:
        write = rendering.reading_writer(problem_set)
        for outcome in outcomes:
            yield from write(outcome)
        return
    with open_pool(jobs, rendering) as pool:
        for _, names in pool.run(outcomes):
            if isinstance(names, GraderError):
                raise names
            yield from names
