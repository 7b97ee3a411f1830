"""Grades submissions of one problem set with one runner and one seed."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from grader.checkers import Checker
from grader.checkers.own import checker_of
from grader.grading.expectations import Expectation, expect, reference_program
from grader.grading.flags import flags_for
from grader.grading.judging import Judge
from grader.grading.notes import notes_of
from grader.grading.prints import printed_by
from grader.grading.reruns import Reruns, compares_runs, comparing_last
from grader.grading.sightings import Judgements
from grader.grading.verdicts import Case
from grader.grading.versions import versions_of
from grader.grading.wishes import Wishes
from grader.model.base import Model
from grader.model.order import Key, grading_order
from grader.model.problem_set import Item, ProblemSet
from grader.model.report import ItemResult, Report, SubmittedFiles
from grader.model.run import Again, Job, Limits
from grader.model.submission import Program, Submission
from grader.model.targets import Printed, Variable
from grader.model.walk import parts_of_type
from grader.recipes import derive, resolve
from grader.runner import Runner
from grader.runner.isolation import judge_isolation
from grader.runner.questions import Questions
from grader.runner.session import Session
from grader.sources import flags_of


class Grader:
    """Keeps what every submission shares: the resolved probes and the reference's expectations.

    `seed` decides everything that is random; the same seed repeats a run exactly. It stays on the
    trusted side: a child gets numbers derived from it, one at a time.
    """

    def __init__(
        self,
        problem_set: ProblemSet,
        runner: Runner,
        *,
        seed: int | None = None,
        limits: Limits | None = None,
    ) -> None:
        self._set = problem_set
        self._runner = runner
        self._seed = secrets.randbits(63) if seed is None else seed
        self._limits = limits or Limits()
        self._order = comparing_last(grading_order(problem_set))
        self._probes = {
            (problem.slug, item.slug): (
                item,
                resolve(item.probe, self._seed, f"{problem.slug}/{item.slug}"),
            )
            for problem, item in self._order
        }
        probes = [probe for _, probe in self._probes.values()]
        self._wishes = Wishes.of(probes)
        self._asked = frozenset(_asked(probes))
        self._questions = Questions()
        self._judgements = Judgements()
        self._expected: dict[Key, Expectation] | None = None
        silent = not self._wishes.sections and not any(map(_is_printed, self._probes.values()))
        self._seeds = {
            False: Again(
                seed=derive(self._seed, "second"),
                salt=derive(self._seed, "second", "salt"),
                silent=silent,
            ),
            True: Again(seed=derive(self._seed, "third"), silent=silent),
        }
        self._apart = sorted({each.keep_seeds for each in self._comparing() if not each.replay})

    def _comparing(self) -> Iterator[Checker[Any, Any, Any]]:
        for item, _ in self._probes.values():
            checker = checker_of(item)
            if isinstance(checker, Checker) and checker.across is not None:
                yield checker

    def start(self, submission: Submission) -> Session:
        """The submission's program, running; for those who want to ask for themselves."""
        return self._session(submission.program, submission)

    def grade(
        self,
        submission: Submission,
        student: str | None = None,
        progress: Callable[[ItemResult], None] | None = None,
    ) -> Report:
        """Runs the submission and judges every item of the set; `progress` is told of each."""
        started, clock = datetime.now(UTC), time.monotonic()
        reference = None if self._expected else self._session(reference_program(self._set))
        first = self.start(submission)
        reruns = self._reruns(submission, first)
        try:
            # Read while the program runs.
            in_text = flags_of(submission)
            # The reference first, so that no submission can use up the time that it has.
            expected = self._expectations(reference)
            first.run()
            judge = Judge(
                self._set, self._order, self._probes, expected, first, reruns, self._judgements
            )
            items = judge.judge(self._case(submission, first), progress)
        finally:
            reruns.close()
            for session in filter(None, (reference, first)):
                session.close()
        case = self._case(submission, first)
        score = sum(item.score for item in items)
        return Report(
            set=self._set.slug,
            set_title=self._set.title,
            set_digest=self._set.digest,
            student=student,
            submission=SubmittedFiles(files=_files(submission), digest=submission.digest),
            isolation=judge_isolation(self._runner.layers, first.layers),
            seed=self._seed,
            versions=versions_of(self._runner),
            started=started.isoformat(timespec="milliseconds"),
            seconds=round(time.monotonic() - clock, 4),
            complete=all(item.status != "broken" for item in items),
            score=score,
            max_score=self._set.max_score,
            items=items,
            notes=notes_of(case),
            flags=flags_for(in_text, first.tampering),
            ended=tuple(first.ended),
            printed=printed_by(first.ran),
        )

    def _expectations(self, reference: Session | None) -> Mapping[Key, Expectation]:
        """What the reference shows; kept, unless a look was cut short: it may do better again."""
        if reference is None:
            return self._expected or {}
        expected = expect(reference, self._probes)
        if not any(each.cut_short for each in expected.values()):
            self._expected = expected
        return expected

    def _case(self, submission: Submission, session: Session) -> Case:
        return Case(submission, self._limits, session.ran, tuple(session.lost), self._asked)

    def _reruns(self, submission: Submission, first: Session) -> Reruns:
        """Runs from other seeds; those that are needed in any case begin at once."""
        reruns = Reruns(
            first, self._seeds, lambda seeds: self._session(submission.program, submission, seeds)
        )
        for kept in self._apart:
            reruns.begin(kept=kept)
        return reruns

    def _session(
        self, program: Program, submission: Submission | None = None, seeds: Again | None = None
    ) -> Session:
        seeds = seeds or Again(seed=derive(self._seed, "first"))
        job = Job(
            program=program,
            helpers=submission.helpers if submission else (),
            seed=seeds.seed,
            salt=seeds.salt,
            limits=self._limits if submission else _generous(self._limits),
            watch=self._wishes.watch,
            spies=self._wishes.spies,
            sections=self._wishes.sections,
            checks=self._set.checks.source if self._set.checks else None,
        )
        return Session(self._runner, job, self._questions)


def grade(
    submission: Submission,
    problem_set: ProblemSet,
    runner: Runner,
    *,
    seed: int | None = None,
    student: str | None = None,
    limits: Limits | None = None,
) -> Report:
    """One submission's report. For many of one set, keep a `Grader`."""
    return Grader(problem_set, runner, seed=seed, limits=limits).grade(submission, student)


def _generous(limits: Limits) -> Limits:
    """For the reference, which is trusted: never less than is usual."""
    usual = dict(Limits())
    return Limits(**{name: max(value, usual[name]) for name, value in limits})


def _files(submission: Submission) -> tuple[str, ...]:
    return (submission.main.path, *(helper.path for helper in submission.helpers))


def _is_printed(compared: tuple[Item, Model]) -> bool:
    """Whether what the program prints is compared across runs."""
    item, probe = compared
    return compares_runs(item) and any(parts_of_type(probe, Printed))


def _asked(probes: Iterable[Model]) -> Iterator[str]:
    """Names of variables that are asked for."""
    for probe in probes:
        for _, target in parts_of_type(probe, Variable):
            yield from (target.variable, *target.aliases)
