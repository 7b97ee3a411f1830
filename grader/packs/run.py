"""Grades the one submission of an autograder's container, and writes its results as they come.

Exit status: 0 when the results are whole; anything else is the grader's fault, and whoever started
this puts the results that say so in their place.
"""

from __future__ import annotations

import os
import secrets
import sys
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from importlib import import_module
from typing import cast

from grader.errors import GraderError, SubmissionError
from grader.gradebook import as_students_see
from grader.grading import Grader
from grader.locale import Catalogue, catalogue
from grader.model.course import Policy
from grader.model.message import Language, Message, say
from grader.model.problem_set import ProblemSet
from grader.model.report import ItemResult, Report
from grader.model.submission import Submission
from grader.packs.build import POLICY, Kind, kind_named
from grader.packs.draft import Draft
from grader.packs.metadata import HandedIn, read_metadata, told_of
from grader.packs.walls import closed, refuse_if_open
from grader.reports import gradescope, renderer
from grader.reports.escape import visible
from grader.runner import Runner, open_runner
from grader.runner.trial import isolation_of
from grader.sources import read_submission
from grader.specs import load_set

OURS = 3
WIDTH = 100
METADATA = "submission_metadata.json"
PLACES = {"gradescope": ("source", "submission"), "prairielearn": ("tests", "student")}


@dataclass(frozen=True)
class Container:
    """Where an autograder of that kind has its things, below `home`."""

    kind: Kind
    home: str
    catalogue: Catalogue

    @cached_property
    def policy(self) -> Policy:
        """The course's rules for the set, as they were when it was packed."""
        path = os.path.join(self.pack, POLICY)
        with open(path, "rb") as file:
            return Policy.model_validate_json(file.read())

    @property
    def pack(self) -> str:
        """The folder with the problem set, answers and all."""
        return os.path.join(self.home, PLACES[self.kind][0])

    @property
    def submission(self) -> str:
        """The folder with the student's files."""
        return os.path.join(self.home, PLACES[self.kind][1])

    @property
    def secret(self) -> tuple[str, ...]:
        """What no student's process may open."""
        known = (os.path.join(self.home, name) for name in ("results", "data", METADATA))
        return (self.pack, self.submission, *known)

    def write(self, text: str) -> None:
        """Puts the results in place of the ones before, all at once."""
        target = os.path.join(self.home, "results", "results.json")
        unfinished = os.path.join(self.home, "results", ".unfinished")
        with open(unfinished, "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(unfinished, target)

    def write_report(self, report: Report) -> None:
        """Puts the report in place of the one before, as students may see it."""
        if self.kind == "gradescope":
            # It knows what is due when, extensions included, and opens hidden items itself.
            opens = self.policy.hidden_items
            self.write(gradescope.render(report, self.catalogue, hidden_items=opens))
        else:
            seen = as_students_see(report, self.policy, datetime.now(UTC))
            self.write(renderer(self.kind)(seen, self.catalogue))

    def tell_staff(self, text: str) -> None:
        """What only staff can read: Gradescope hides the standard output of an autograder."""
        if self.kind == "gradescope":
            print(text)


def main(arguments: Sequence[str]) -> int:
    """Grades; the arguments are the kind of pack, the language and the home folder."""
    kind, language, home = arguments
    container = Container(kind_named(kind), home, catalogue(cast("Language", language)))
    try:
        with closed(container.secret):
            _grade(container)
    except Exception as error:  # noqa: BLE001  the one place that answers for whatever happens
        # Only what is ours to show: others' texts may be read by students.
        known = error.message if isinstance(error, GraderError) else type(error).__name__
        print(visible(container.catalogue.render(known), lines=True), file=sys.stderr)
        container.tell_staff(visible("".join(traceback.format_exception(error)), lines=True))
        return OURS
    return 0


def _grade(container: Container) -> None:
    with open_runner() as runner:
        problem_set = load_set(os.path.join(container.pack, "set"))
        try:
            submission = read_submission(container.submission)
        except SubmissionError as error:
            refusal = import_module(f"grader.reports.{container.kind}").refusal
            container.write(refusal(error.message, container.catalogue))
            return
        handed_in = read_metadata(os.path.join(container.home, METADATA))
        report = _report(container, runner, problem_set, submission, handed_in)
    container.write_report(report)
    _tell_staff(container, report, handed_in)


def _report(
    container: Container,
    runner: Runner,
    problem_set: ProblemSet,
    submission: Submission,
    handed_in: HandedIn,
) -> Report:
    isolation = isolation_of(runner)
    refuse_if_open(isolation, container.secret)
    seed = secrets.randbits(63)
    draft = Draft(problem_set, isolation, seed)
    container.write_report(draft.so_far())

    def progress(result: ItemResult) -> None:
        draft.add(result)
        container.write_report(draft.so_far())

    student = ", ".join(handed_in.students) or None
    report = Grader(problem_set, runner, seed=seed).grade(submission, student, progress)
    notes = (*_notes(submission, problem_set), *report.notes)
    return report.model_copy(update={"notes": notes})


def _notes(submission: Submission, problem_set: ProblemSet) -> tuple[Message, ...]:
    """A word to who handed in the file of another assignment."""
    declared = submission.declared_set
    if declared in (None, problem_set.slug):
        return ()
    return (
        say(
            "Your file says that it is for “{declared}”, but this is “{set}”. Did you hand in the "
            "right file?",
            declared=declared or "",
            set=problem_set.slug,
        ),
    )


def _tell_staff(container: Container, report: Report, handed_in: HandedIn) -> None:
    words = [container.catalogue.render(each) for each in told_of(handed_in, report.max_score)]
    terminal = renderer("terminal")
    container.tell_staff("\n".join(map(visible, words)) + "\n")
    container.tell_staff(terminal(report, container.catalogue, width=WIDTH, staff=True))
