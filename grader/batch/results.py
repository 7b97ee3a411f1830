"""What a graded class leaves in its folder, made anew from the journal each time.

`reports/` is for students: hidden items show their points only. `staff/`, `report.html`,
`gradebook.csv` and `summary.json` are for those who teach; `staff/` has a page of whoever has more
to it than the student sees.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from grader.batch.files import Folder
from grader.batch.rendering import REPORTS, STAFF, Rendering, rendered
from grader.exports import gradebook_csv, summary
from grader.gradebook import Marks, as_students_see, final_score
from grader.locale import Catalogue
from grader.model.classroom import Collection, Outcome
from grader.model.course import Policy
from grader.model.gradebook import Gradebook
from grader.model.problem_set import ProblemSet
from grader.model.report import Report
from grader.pages import ClassPage

FILES_FOR_ALL = ("gradebook.csv", "summary.json", "report.html")


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

    def rendering(self, folder: str, formats: tuple[str, ...] = ()) -> Rendering:
        """What writes each hand-in's files to that folder."""
        attempts = Counter(each.student.id for each in self.collection.hand_ins)
        return Rendering(
            set_folder=self.problem_set.folder,
            folder=folder,
            language=self.catalogue.language,
            policy=self.policy,
            now=self.now,
            formats=formats,
            several=frozenset(student for student, count in attempts.items() if count > 1),
        )

    def seen(self, report: Report) -> Report:
        """The report as students see it today."""
        return as_students_see(report, self.policy, self.now)


def write_results(
    graded: Graded, rendering: Rendering, jobs: int, written: Mapping[str, tuple[str, ...]]
) -> Gradebook:
    """Writes everything but what needs a file of the learning-management system.

    `written` are files that are there already, by the path of the hand-in. Everybody's marks; the
    outcomes are read once for all of it.
    """
    folder = Folder(rendering.folder)
    marks = Marks(graded.problem_set, graded.policy)
    page = ClassPage(graded.problem_set, graded.catalogue, rendering.page)
    unwritten = (each for each in _noted(graded, marks, page) if each.hand_in.path not in written)
    count = len(graded.collection.hand_ins) - len(written)
    names = set(rendered(rendering, graded.problem_set, unwritten, count, jobs))
    names.update(*written.values())
    for inner in (REPORTS, STAFF):
        folder.prune(inner, names)
    book = marks.book(graded.collection.missing)
    for name, content in _of_all(graded, book, page):
        folder.write(name, content)
    return book


def _noted(graded: Graded, marks: Marks, page: ClassPage) -> Iterator[Outcome]:
    """Every outcome, once it is counted in what tells of the whole class."""
    for outcome in graded.outcomes():
        marks.add(outcome)
        page.add(outcome)
        yield outcome


def _of_all(graded: Graded, book: Gradebook, page: ClassPage) -> Iterator[tuple[str, str | bytes]]:
    catalogue, also = graded.catalogue, graded.incomplete_too
    yield "gradebook.csv", gradebook_csv.render(book, catalogue, include_incomplete=also)
    yield "summary.json", summary.render(book, catalogue, include_incomplete=also)
    scores = {
        (mark.student.id, mark.attempt): final_score(mark, include_incomplete=also)
        for mark in book.marks
    }
    for student in graded.collection.missing:
        page.add_missing(student)
    yield (
        "report.html",
        page.html(lambda each: scores.get((each.student.id, each.attempt)), book.max_score),
    )
