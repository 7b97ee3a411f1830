"""Which mistakes a set would wave through: mutants of its reference, graded and weighed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.model.message import Message, say
from grader.mutants import Mutant, derive
from grader.proof.claims import broken_in
from grader.proof.outcomes import Outcome, Task
from grader.proof.sitting import Sitting
from grader.specs.equivalents import Equivalent, equivalents_in
from grader.specs.files import REFERENCE

LEAST_RATE = 0.95
"""The share of mutants that a set must catch, unless its author asks for another."""

LEAST_SECONDS = 2.0
SLOWER = 10
"""A mutant may take ten times as long as the reference: some never end."""

Pair = tuple[Mutant, Outcome]


@dataclass(frozen=True)
class Mutation:
    """What became of the mutants.

    `survivors` passed every item. `equivalent` passed too, and the author says why that is right.
    `left_out` are within statements that nothing looks at, whose loss survives by itself; so are
    `prints`, of which it is not said again. `stale` are marks that fit nothing, each with why.
    `faults` are items that broke.
    """

    killed: int
    survivors: tuple[Mutant, ...]
    equivalent: tuple[Mutant, ...]
    left_out: int
    prints: tuple[Mutant, ...]
    stale: tuple[Message, ...]
    faults: tuple[Message, ...]

    @property
    def rate(self) -> float:
        """The share of those that are not equivalent that were caught; 1 if there are none."""
        wrong = self.killed + len(self.survivors)
        return self.killed / wrong if wrong else 1.0


def mutate(sitting: Sitting, seed: int, reference_seconds: float) -> Mutation:
    """Derives the mutants, grades them, and holds them against the author's marks.

    SpecError if those cannot be read.
    """
    marks = equivalents_in(sitting.problem_set.folder)
    mutants = derive(sitting.problem_set.reference, REFERENCE)
    seconds = max(LEAST_SECONDS, SLOWER * reference_seconds)
    dropped = [each for each in mutants if each.kind in ("dropped-statement", "dropped-print")]
    early = _graded(sitting, say("mutants: statements left out"), dropped, seed, seconds)
    unseen = [mutant for mutant, outcome in early if outcome.passes]
    rest = [each for each in mutants if each not in dropped and not _within(each, unseen)]
    pairs = early + _graded(sitting, say("mutants"), rest, seed, seconds)
    return weigh(pairs, mutants, marks)


def _graded(
    sitting: Sitting, what: Message, mutants: Sequence[Mutant], seed: int, seconds: float
) -> list[Pair]:
    tasks = [
        Task(
            role="mutant",
            name=REFERENCE,
            seed=seed,
            source=mutant.source,
            program_seconds=seconds,
        )
        for mutant in mutants
    ]
    return list(zip(mutants, sitting.graded(what, tasks), strict=True))


def _within(mutant: Mutant, statements: Sequence[Mutant]) -> bool:
    return any(each.line <= mutant.line <= each.last_line for each in statements)


def weigh(
    pairs: Sequence[Pair], mutants: Sequence[Mutant], marks: Sequence[Equivalent]
) -> Mutation:
    """What became of the graded ones, out of all mutants."""
    marked = {mark.change for mark in marks}
    passing = [mutant for mutant, outcome in pairs if outcome.passes]
    equivalent = [each for each in passing if each.change in marked]
    prints = [each for each in passing if each.kind == "dropped-print" and each not in equivalent]
    known = {*(each.change for each in equivalent), *(each.change for each in prints)}
    return Mutation(
        killed=len(pairs) - len(passing),
        survivors=tuple(each for each in passing if each.change not in known),
        equivalent=tuple(equivalent),
        left_out=len(mutants) - len(pairs),
        prints=tuple(prints),
        stale=tuple(_stale(pairs, mutants, marks)),
        faults=tuple(broken_in(outcome for _, outcome in pairs)),
    )


def _stale(
    pairs: Sequence[Pair], mutants: Sequence[Mutant], marks: Sequence[Equivalent]
) -> Iterator[Message]:
    possible = {mutant.change for mutant in mutants}
    killed = {mutant.change for mutant, outcome in pairs if not outcome.passes}
    for mark in marks:
        if mark.change not in possible:
            yield say(
                "mutants.yaml: no change of {file} is “{change}” any more; remove the entry.",
                file=REFERENCE,
                change=mark.change,
            )
        elif mark.change in killed:
            yield say(
                "mutants.yaml: “{change}” is caught, so it is not equivalent; remove the entry.",
                change=mark.change,
            )
