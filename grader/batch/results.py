"""What a graded class leaves in its folder, made anew from the journal each time.

`reports/` is for students: hidden items show their points only. `staff/`, `report.html`,
`gradebook.csv` and `summary.json` are for those who teach; `staff/` has a page of whoever has more
to it than the student sees.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property

from grader.batch.files import Folder
from grader.batch.rendering import REPORTS, STAFF, Order, Rendering, has_staff_page, rendered
from grader.exports import file_name, gradebook_csv, summary
from grader.gradebook import Marks, as_students_see, final_score
from grader.locale import Catalogue
from grader.model.classroom import Collection, HandIn, Outcome
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

    @cached_property
    def _hand_ins(self) -> Counter[str]:
        return Counter(each.student.id for each in self.collection.hand_ins)

    def stem(self, hand_in: HandIn) -> str:
        """The name of this hand-in's files; with the attempt if the student has several."""
        name = file_name(hand_in.student)
        several = self._hand_ins[hand_in.student.id] > 1
        return f"{name}-attempt{hand_in.attempt}" if several else name

    def page(self, outcome: Outcome) -> str:
        """The page that shows most of an outcome, in the folder."""
        folder = STAFF if has_staff_page(outcome, self.policy, self.now) else REPORTS
        return f"{folder}/{self.stem(outcome.hand_in)}.html"

    def seen(self, report: Report) -> Report:
        """The report as students see it today."""
        return as_students_see(report, self.policy, self.now)


def write_results(graded: Graded, folder: Folder, formats: tuple[str, ...], jobs: int) -> Gradebook:
    """Writes everything but what needs a file of the learning-management system.

    Everybody's marks; the outcomes are read once for all of it.
    """
    rendering = Rendering(
        set_folder=graded.problem_set.folder,
        folder=folder.path,
        language=graded.catalogue.language,
        policy=graded.policy,
        now=graded.now,
        formats=formats,
    )
    marks = Marks(graded.problem_set, graded.policy)
    page = ClassPage(graded.problem_set, graded.catalogue, graded.page)
    orders = (_order(each, graded, marks, page) for each in graded.outcomes())
    count = len(graded.collection.hand_ins)
    written = set(rendered(rendering, graded.problem_set, orders, count, jobs))
    for inner in (REPORTS, STAFF):
        folder.prune(inner, written)
    book = marks.book(graded.collection.missing)
    for name, content in _of_all(graded, book, page):
        folder.write(name, content)
    return book


def _order(outcome: Outcome, graded: Graded, marks: Marks, page: ClassPage) -> Order:
    """The order for an outcome's own files, once it is counted in those of the class."""
    marks.add(outcome)
    page.add(outcome)
    return Order(outcome, graded.stem(outcome.hand_in))


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
