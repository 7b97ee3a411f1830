"""What a graded class leaves in its folder, made anew from the journal each time.

`reports/` is for students: hidden items show their points only. `staff/`, `report.html`,
`gradebook.csv` and `summary.json` are for those who teach.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property

from grader.batch.files import Folder
from grader.errors import SubmissionError
from grader.exports import gradebook_csv, summary
from grader.exports.names import file_name
from grader.gradebook import as_students_see, final_score, gradebook_of
from grader.locale import Catalogue
from grader.model.classroom import Collection, HandIn, Outcome
from grader.model.course import Policy
from grader.model.gradebook import Gradebook
from grader.model.problem_set import ProblemSet
from grader.model.report import Report
from grader.model.submission import Program
from grader.pages import class_page, student_page
from grader.reports import renderer
from grader.sources import read_submission

REPORTS, STAFF = "reports", "staff"
FILES_FOR_ALL = ("gradebook.csv", "summary.json", "report.html")
BY_STUDENT = ("gradescope", "prairielearn", "exercism", "check50")
"""Formats that are one file per student."""


@dataclass(frozen=True)
class Graded:
    """A graded class. `outcomes` reads every outcome anew at each call."""

    problem_set: ProblemSet
    collection: Collection
    outcomes: Callable[[], Iterable[Outcome]]
    policy: Policy
    catalogue: Catalogue
    incomplete_too: bool = False
    now: datetime = field(default_factory=lambda: datetime.now(UTC))

    @cached_property
    def book(self) -> Gradebook:
        """Everybody's marks."""
        return gradebook_of(self.outcomes(), self.problem_set, self.policy, self.collection.missing)

    @cached_property
    def _hand_ins(self) -> Counter[str]:
        return Counter(each.student.id for each in self.collection.hand_ins)

    def stem(self, hand_in: HandIn) -> str:
        """The name of this hand-in's files; with the attempt if the student has several."""
        name = file_name(hand_in.student)
        several = self._hand_ins[hand_in.student.id] > 1
        return f"{name}-attempt{hand_in.attempt}" if several else name

    def as_seen(self, outcome: Outcome) -> Outcome:
        """The outcome with its report, if any, as students see it today."""
        if outcome.report is None:
            return outcome
        return outcome.model_copy(update={"report": self.seen(outcome.report)})

    def seen(self, report: Report) -> Report:
        """The report as students see it today."""
        return as_students_see(report, self.policy, self.now)


def write_results(graded: Graded, folder: Folder, formats: Iterable[str]) -> None:
    """Writes everything but what needs a file of the learning-management system."""
    named = {name: renderer(name) for name in formats if name in BY_STUDENT}
    kept: set[str] = set()
    for outcome in graded.outcomes():
        for name, text in _of_one(graded, outcome, named):
            folder.write(name, text)
            kept.add(name)
    for inner in (REPORTS, STAFF):
        folder.prune(inner, kept)
    for name, content in _of_all(graded):
        folder.write(name, content)


def _of_one(
    graded: Graded, outcome: Outcome, formats: Mapping[str, Callable[..., str]]
) -> Iterator[tuple[str, str]]:
    stem, catalogue = graded.stem(outcome.hand_in), graded.catalogue
    program = program_of(outcome.hand_in)
    yield (
        f"{STAFF}/{stem}.html",
        student_page(outcome, graded.problem_set, catalogue, program=program, staff=True),
    )
    if outcome.report is None:
        return
    shown = graded.as_seen(outcome)
    report = graded.seen(outcome.report)
    page = student_page(shown, graded.problem_set, catalogue, program=program, staff=False)
    yield f"{REPORTS}/{stem}.html", page
    yield f"{REPORTS}/{stem}.json", renderer("json")(report, catalogue)
    yield f"{REPORTS}/{stem}.txt", renderer("terminal")(report, catalogue)
    for name, render in formats.items():
        yield f"{REPORTS}/{stem}.{name}.json", render(report, catalogue)


def program_of(hand_in: HandIn) -> Program | None:
    """The program as handed in; None if it cannot be read."""
    try:
        return read_submission(hand_in.path, alone=True).program
    except SubmissionError:
        return None


def _of_all(graded: Graded) -> Iterator[tuple[str, str | bytes]]:
    book, catalogue = graded.book, graded.catalogue
    also = graded.incomplete_too
    yield "gradebook.csv", gradebook_csv.render(book, catalogue, include_incomplete=also)
    yield "summary.json", summary.render(book, catalogue, include_incomplete=also)
    scores = {
        (mark.student.id, mark.attempt): final_score(mark, include_incomplete=also)
        for mark in book.marks
    }
    yield (
        "report.html",
        class_page(
            graded.outcomes(),
            graded.problem_set,
            catalogue,
            missing=graded.collection.missing,
            final_score=lambda outcome: scores.get(_attempt(outcome)),
            highest=book.max_score,
            link=lambda hand_in: f"{STAFF}/{graded.stem(hand_in)}.html",
        ),
    )


def _attempt(outcome: Outcome) -> tuple[str, int]:
    return outcome.hand_in.student.id, outcome.hand_in.attempt
