"""The files of each student, made from the journal: side by side where the class is large."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from grader.batch.files import Folder
from grader.errors import GraderError, SubmissionError
from grader.gradebook import as_students_see
from grader.locale import Catalogue, catalogue
from grader.model.classroom import HandIn, Outcome
from grader.model.course import Policy
from grader.model.message import Language
from grader.model.problem_set import ProblemSet
from grader.model.submission import Program
from grader.pages import student_page
from grader.reports import renderer
from grader.sources import read_program
from grader.specs import load_set
from grader.workers import open_pool

REPORTS, STAFF = "reports", "staff"
BY_STUDENT = ("gradescope", "prairielearn", "exercism", "check50")
"""Formats that are one file per student."""
WORTH_WORKERS = 200
"""Hand-ins from which on more processes pay for their start."""


class Order(NamedTuple):
    """An outcome, and the name of its files without their endings."""

    outcome: Outcome
    stem: str


@dataclass(frozen=True)
class Rendering:
    """Writes the files of one hand-in after another, here or, pickled, in a worker."""

    set_folder: str
    folder: str
    language: Language
    policy: Policy
    now: datetime
    formats: tuple[str, ...]

    @contextmanager
    def __call__(self) -> Iterator[Callable[[Order], tuple[str, ...]]]:
        """In a worker, which loads the set itself: its checks may be of no class to be pickled."""
        yield self.writer(load_set(self.set_folder))

    def writer(self, problem_set: ProblemSet) -> Callable[[Order], tuple[str, ...]]:
        """A function that writes one hand-in's files and returns their names."""
        words, folder = catalogue(self.language), Folder(self.folder)

        def write(order: Order) -> tuple[str, ...]:
            files = dict(self._files(order, problem_set, words))
            for name, text in files.items():
                folder.write(name, text)
            return tuple(files)

        return write

    def _files(
        self, order: Order, problem_set: ProblemSet, words: Catalogue
    ) -> Iterator[tuple[str, str]]:
        outcome, stem = order
        report = outcome.report and as_students_see(outcome.report, self.policy, self.now)
        seen = outcome.model_copy(update={"report": report})
        program = program_of(outcome.hand_in)
        if has_staff_page(outcome, self.policy, self.now):
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
                yield f"{REPORTS}/{stem}.{name}.json", renderer(name)(report, words)


def has_staff_page(outcome: Outcome, policy: Policy, now: datetime) -> bool:
    """Whether there is anything for staff that the student does not see."""
    if outcome.report is None:
        return True
    seen = as_students_see(outcome.report, policy, now)
    return any(item.hidden or item.staff_note for item in seen.items) or bool(outcome.report.flags)


def program_of(hand_in: HandIn) -> Program | None:
    """The program as handed in; None if it cannot be read."""
    try:
        return read_program(hand_in.path)
    except SubmissionError:
        return None


def rendered(
    rendering: Rendering, problem_set: ProblemSet, orders: Iterable[Order], count: int, jobs: int
) -> Iterator[str]:
    """The names of all files written. Raises what kept one from being written."""
    if count < WORTH_WORKERS or jobs == 1:
        write = rendering.writer(problem_set)
        for order in orders:
            yield from write(order)
        return
    with open_pool(jobs, rendering) as pool:
        for _, names in pool.run(orders):
            if isinstance(names, GraderError):
                raise names
            yield from names
