"""Does a problem set prove itself? Its own solutions, right and wrong, are graded with it."""

from __future__ import annotations

import os
from collections.abc import Iterator

from grader.errors import SubmissionError
from grader.grading import Grader
from grader.model.message import Message, say
from grader.model.problem_set import ProblemSet
from grader.model.report import ItemResult, Report
from grader.model.run import Limits
from grader.runner import Runner
from grader.sources import read_submission
from grader.specs.files import REFERENCE, STARTER, Folder
from grader.specs.mistakes import Mistakes

CAUGHT = frozenset({"failed", "error", "not_attempted"})
MISSED = frozenset({"passed", "skipped"})


def verify(
    problem_set: ProblemSet, runner: Runner, seed: int, *, limits: Limits | None = None
) -> tuple[Message, ...]:
    """All that does not hold, each with its file and item; empty if the set proves itself.

    The reference passes every item; the starter passes none. Each wrong answer is listed by some
    item's `catches`, fails exactly at the items that list it, is skipped at the items that wait
    for those, and passes all others. Of a reference that fails, nothing else is told: all the rest
    is held against it.
    """
    grader = Grader(problem_set, runner, seed=seed, limits=limits)
    files = _Files(problem_set, grader)
    return tuple(files.reference()) or (*files.starter(), *files.wrong_answers())


class _Files:
    """The files of one set's folder, graded."""

    def __init__(self, problem_set: ProblemSet, grader: Grader) -> None:
        self._set = problem_set
        self._grader = grader

    def reference(self) -> Iterator[Message]:
        """What the reference does not pass."""
        report = self._graded(REFERENCE)
        if isinstance(report, Message):
            yield report
            return
        for item in report.items:
            if item.status != "passed":
                yield say(
                    "{file} must pass {item}, but there it is {status}: {why}",
                    **_about(REFERENCE, item),
                    why=_why(item),
                )

    def starter(self) -> Iterator[Message]:
        """What the starter does not fail, if there is one."""
        if self._set.starter is None:
            return
        report = self._graded(STARTER)
        if isinstance(report, Message):
            yield report
            return
        for item in report.items:
            if item.status not in CAUGHT | {"skipped"}:
                yield _must_fail(STARTER, item)

    def wrong_answers(self) -> Iterator[Message]:
        """Each wrong answer that is not caught where it must be, or elsewhere, or nowhere."""
        folder = Folder(self._set.folder, Mistakes(self._set.folder))
        cited = self._cited()
        for name in sorted({*folder.wrong_answers(), *cited}):
            if name in cited:
                yield from self._wrong_answer(name, cited[name])
            else:
                yield say("{file}: no item lists it under `catches`.", file=name)

    def _cited(self) -> dict[str, set[str]]:
        cited: dict[str, set[str]] = {}
        for problem in self._set.problems:
            for item in problem.items:
                for name in item.catches:
                    cited.setdefault(name, set()).add(f"{problem.slug}/{item.slug}")
        return cited

    def _wrong_answer(self, name: str, catching: set[str]) -> Iterator[Message]:
        report = self._graded(name)
        if isinstance(report, Message):
            yield report
            return
        for item in report.items:
            if _key(item) in catching:
                if item.status not in CAUGHT:
                    yield _must_fail(name, item)
            elif item.status not in MISSED:
                yield say(
                    "{file} must not fail {item}, which does not list it under `catches`, but "
                    "there it is {status}: {why}",
                    **_about(name, item),
                    why=_why(item),
                )

    def _graded(self, name: str) -> Report | Message:
        try:
            return self._grader.grade(read_submission(os.path.join(self._set.folder, name)))
        except SubmissionError as error:
            return error.message


def _must_fail(name: str, item: ItemResult) -> Message:
    return say("{file} must fail {item}, but there it is {status}.", **_about(name, item))


def _about(name: str, item: ItemResult) -> dict[str, str]:
    return {"file": name, "item": _key(item), "status": item.status.replace("_", " ")}


def _key(item: ItemResult) -> str:
    return f"{item.problem}/{item.item}"


def _why(item: ItemResult) -> Message | str:
    if item.status == "broken" and item.staff_note:
        return item.staff_note
    return item.message or ""
