"""A proof in words."""

from __future__ import annotations

from collections.abc import Iterator

from grader.model.message import say
from grader.proof import Proof
from grader.proof.words import Line, mutation_told


def told(proof: Proof, least: float) -> Iterator[Line]:
    """The result, line by line. `least` is the share of mutants that must be caught."""
    problem_set = proof.problem_set
    items = sum(len(problem.items) for problem in problem_set.problems)
    yield say(
        "{set} (items: {items}, wrong answers: {answers})",
        set=problem_set.slug,
        items=items,
        answers=proof.wrong_answers,
    )
    for fault in proof.faults:
        yield say("  ✗ {fault}", fault=fault)
    if proof.mutation is not None:
        yield from mutation_told(proof.mutation, least)
    if is_proven(proof, least):
        yield say("  ✓ {set} proves itself.", set=problem_set.slug)
    else:
        yield say("  ✗ {set} does not prove itself.", set=problem_set.slug)


def is_proven(proof: Proof, least: float) -> bool:
    """Whether all claims hold and enough mutants were caught."""
    caught = proof.mutation is None or proof.mutation.rate >= least
    return caught and not proof.faults
