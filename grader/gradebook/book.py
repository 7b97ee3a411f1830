"""All outcomes, read once, → the gradebook of a class."""

from __future__ import annotations

from collections.abc import Iterable

from grader.gradebook.marking import Marked, columns_of, marked
from grader.gradebook.scoring import max_score
from grader.model.classroom import Outcome, Student
from grader.model.course import Attempt, Policy
from grader.model.gradebook import Gradebook, Mark
from grader.model.problem_set import ProblemSet
from grader.model.report import Report, Versions


def gradebook_of(
    outcomes: Iterable[Outcome],
    problem_set: ProblemSet,
    policy: Policy,
    missing: Iterable[Student] = (),
) -> Gradebook:
    """The marks of a class, one per student. Outcomes may come in any order, and go at once.

    Of several attempts the latest counts, readable or not; or the best, after what lateness takes
    off. An attempt that we could not grade counts as the best if it may still become that.
    """
    marks = Marks(problem_set, policy)
    for outcome in outcomes:
        marks.add(outcome)
    return marks.book(missing)


class Marks:
    """What is kept of the outcomes so far: the attempt that counts of each student."""

    def __init__(self, problem_set: ProblemSet, policy: Policy) -> None:
        self._set = problem_set
        self._columns = columns_of(problem_set)
        self._policy = policy
        self._chosen: dict[str, Marked] = {}
        self._attempts: dict[str, int] = {}
        self._versions: set[Versions] = set()
        self._seeds: set[int] = set()

    def add(self, outcome: Outcome) -> None:
        """One more outcome."""
        student = outcome.hand_in.student.id
        self._attempts[student] = self._attempts.get(student, 0) + 1
        new = marked(outcome, self._columns, self._policy)
        old = self._chosen.get(student)
        if old is None or _rank(new, self._policy.attempt) >= _rank(old, self._policy.attempt):
            self._chosen[student] = new
        if outcome.report is not None:
            self._note(outcome.report)

    def _note(self, report: Report) -> None:
        self._versions.add(report.versions)
        self._seeds.add(report.seed)

    def book(self, missing: Iterable[Student] = ()) -> Gradebook:
        """The gradebook so far; `missing` are those of whom nothing is expected any more."""
        return Gradebook(
            set=self._set.slug,
            title=self._set.title,
            set_digest=self._set.digest,
            policy=self._policy,
            columns=self._columns,
            raw_max=self._set.max_score,
            max_score=max_score(self._columns, self._policy),
            marks=self._in_order(missing),
            versions=tuple(sorted(self._versions, key=repr)),
            seed=next(iter(self._seeds)) if len(self._seeds) == 1 else None,
            seeds=len(self._seeds),
        )

    def _in_order(self, missing: Iterable[Student]) -> tuple[Mark, ...]:
        """By name, where there is one, and id."""
        came = [
            each.mark.model_copy(update={"attempts": self._attempts[student]})
            for student, each in self._chosen.items()
        ]
        absent = [
            Mark(student=student, status="missing")
            for student in {each.id: each for each in missing}.values()
            if student.id not in self._chosen
        ]
        return tuple(sorted((*came, *absent), key=_place))


def _rank(each: Marked, attempt: Attempt) -> tuple[float, bool, int]:
    number = each.mark.attempt
    if attempt == "latest":
        return 0, True, number
    return each.potential, each.mark.status == "graded", number


def _place(mark: Mark) -> tuple[str, str]:
    student = mark.student
    return student.known_as.casefold(), student.id
