"""What a graded class leaves in its folder, made anew from the journal each time.

`reports/` is for students: hidden items show their points only. `staff/`, `report.html`,
`gradebook.csv` and `summary.json` are for those who teach; `staff/` has a page of whoever has more
to it than the student sees.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property

from grader.batch.files import Folder
from grader.batch.rendering import REPORTS, STAFF, Order, Rendering, rendered
from grader.exports import file_name, gradebook_csv, summary
from grader.gradebook import as_students_see, final_score, gradebook_of
from grader.locale import Catalogue
from grader.model.classroom import Collection, HandIn, Outcome
from grader.model.course import Policy
from grader.model.gradebook import Gradebook
from grader.model.problem_set import ProblemSet
from grader.model.report import Report
from grader.pages import class_page

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

    def seen(self, report: Report) -> Report:
        """The report as students see it today."""
        return as_students_see(report, self.policy, self.now)


def write_results(graded: Graded, folder: Folder, formats: tuple[str, ...], jobs: int) -> None:
    """Writes everything but what needs a file of the learning-management system."""
    rendering = Rendering(
        set_folder=graded.problem_set.folder,
        folder=folder.path,
        language=graded.catalogue.language,
        policy=graded.policy,
        now=graded.now,
        formats=formats,
    )
    orders = (Order(each, graded.stem(each.hand_in)) for each in graded.outcomes())
    count = len(graded.collection.hand_ins)
    written = set(rendered(rendering, graded.problem_set, orders, count, jobs))
    for inner in (REPORTS, STAFF):
        folder.prune(inner, written)
    for name, content in _of_all(graded, written):
        folder.write(name, content)


def _of_all(graded: Graded, written: Set[str]) -> Iterator[tuple[str, str | bytes]]:
    book, catalogue = graded.book, graded.catalogue
    also = graded.incomplete_too
    yield "gradebook.csv", gradebook_csv.render(book, catalogue, include_incomplete=also)
    yield "summary.json", summary.render(book, catalogue, include_incomplete=also)
    scores = {
        (mark.student.id, mark.attempt): final_score(mark, include_incomplete=also)
        for mark in book.marks
    }
    page = class_page(
        graded.outcomes(),
        graded.problem_set,
        catalogue,
        missing=graded.collection.missing,
        final_score=lambda outcome: scores.get(_attempt(outcome)),
        highest=book.max_score,
        link=lambda hand_in: _page(graded.stem(hand_in), written),
    )
    yield "report.html", page


def _attempt(outcome: Outcome) -> tuple[str, int]:
    return outcome.hand_in.student.id, outcome.hand_in.attempt


def _page(stem: str, written: Set[str]) -> str | None:
    """The page that shows most of a hand-in."""
    pages = (f"{folder}/{stem}.html" for folder in (STAFF, REPORTS))
    return next((page for page in pages if page in written), None)
