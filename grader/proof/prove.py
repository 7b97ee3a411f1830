"""The whole proof of one set, in an order in which a failure makes the rest needless."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.authors.starter import starter_text
from grader.locale import catalogue
from grader.model.message import Message, say
from grader.model.problem_set import ProblemSet
from grader.proof.claims import (
    cited_in,
    flaky,
    keys_of,
    reference_faults,
    starter_faults,
    uncaught_faults,
    wrong_faults,
)
from grader.proof.mutation import Mutation, mutate
from grader.proof.outcomes import Outcome, Task
from grader.proof.sitting import Sitting
from grader.specs.files import REFERENCE, STARTER, Folder
from grader.specs.mistakes import Mistakes

MADE_STARTER = "starter_made_by_grade_start.py"


@dataclass(frozen=True)
class Options:
    """`seed` is the first of the seeds; the others count up from it.

    `runs` are those of the reference, `wrong_runs` those of each wrong answer.
    """

    seed: int
    runs: int = 20
    wrong_runs: int = 3
    mutants: bool = True


@dataclass(frozen=True)
class Proof:
    """`faults` is all that does not hold, each with its file and item; empty if all claims do.

    `mutation` is None where mutants were not asked for, or the reference itself does not pass.
    """

    problem_set: ProblemSet
    faults: tuple[Message, ...]
    wrong_answers: int
    mutation: Mutation | None = None


def prove(sitting: Sitting, options: Options) -> Proof:
    """Grades all that the set holds. SpecError if its `mutants.yaml` has mistakes.

    Of a reference that does not pass, nothing else is told: all the rest is held against it.
    """
    problem_set, wrong = sitting.problem_set, wrong_answers(sitting.problem_set)
    runs = graded_reference(sitting, options)
    faults = _of_reference(problem_set, runs)
    if any(not run.passes for run in runs):
        return Proof(problem_set, faults, len(wrong))
    faults += tuple(_of_answers(problem_set, graded_answers(sitting, options, wrong)))
    if not options.mutants:
        return Proof(problem_set, faults, len(wrong))
    mutation = mutate(sitting, options.seed, max(run.seconds for run in runs))
    return Proof(problem_set, faults + mutation.faults, len(wrong), mutation)


def wrong_answers(problem_set: ProblemSet) -> tuple[str, ...]:
    """The files of the set's folder `wrong`, and those that items name."""
    found = Folder(problem_set.folder, Mistakes(problem_set.folder)).wrong_answers()
    return tuple(sorted({*found, *cited_in(problem_set)}))


def graded_reference(sitting: Sitting, options: Options) -> list[Outcome]:
    """The reference, graded with every seed."""
    seeds = range(options.seed, options.seed + options.runs)
    tasks = [Task(role="reference", name=REFERENCE, seed=seed) for seed in seeds]
    return sitting.graded(say("the reference"), tasks)


def graded_answers(
    sitting: Sitting, options: Options, wrong: Sequence[str]
) -> dict[str, list[Outcome]]:
    """The starter and each wrong answer with some of the seeds, by file."""
    seeds = range(options.seed, options.seed + options.wrong_runs)
    tasks = [Task(role="wrong", name=name, seed=seed) for seed in seeds for name in wrong]
    tasks.insert(0, _starter(sitting.problem_set, options.seed))
    outcomes = sitting.graded(say("the starter and the wrong answers"), tasks)
    by_file: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        by_file.setdefault(outcome.task.name, []).append(outcome)
    return by_file


def _starter(problem_set: ProblemSet, seed: int) -> Task:
    """The set's own starter, else what `grade start` makes of the set."""
    if problem_set.starter is not None:
        return Task(role="starter", name=STARTER, seed=seed)
    made = starter_text(problem_set, "module", catalogue("en"))
    return Task(role="starter", name=MADE_STARTER, seed=seed, source=made)


def _of_reference(problem_set: ProblemSet, runs: Sequence[Outcome]) -> tuple[Message, ...]:
    if runs[0].unreadable is not None:
        return (runs[0].unreadable,)
    return tuple(
        fault
        for key in keys_of(problem_set)
        for fault in (*reference_faults(key, runs), *flaky(key, runs))
    )


def _of_answers(problem_set: ProblemSet, runs: dict[str, list[Outcome]]) -> Iterator[Message]:
    cited = cited_in(problem_set)
    for name, outcomes in runs.items():
        if outcomes[0].task.role == "starter":
            yield from starter_faults(outcomes[0])
        else:
            yield from wrong_faults(outcomes, cited.get(name, frozenset()))
    wrong = [r[0] for r in runs.values() if r[0].task.role == "wrong"]
    yield from uncaught_faults(keys_of(problem_set), wrong)
