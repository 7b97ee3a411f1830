"""A proof in words, and as data for programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from grader.errors import SpecError, UserError
from grader.model.message import say
from grader.proof import Proof
from grader.proof.data import Words, mutation_data
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


def as_data(proof: Proof, least: float, words: Words) -> Mapping[str, Any]:
    """The result of one set, as `docs/authors.md` describes it."""
    problem_set = proof.problem_set
    mutation = proof.mutation
    return {
        "set": problem_set.slug,
        "proven": is_proven(proof, least),
        "items": sum(len(problem.items) for problem in problem_set.problems),
        "wrong_answers": proof.wrong_answers,
        "faults": [words(fault) for fault in proof.faults],
        "mutants": None if mutation is None else mutation_data(mutation, least, words),
    }


def unread(name: str, error: UserError, words: Words) -> Mapping[str, Any]:
    """A set that cannot be read, with every mistake."""
    mistakes = error.mistakes if isinstance(error, SpecError) else ()
    faults = [words(each) for each in (error.message, *mistakes)]
    return {
        "set": name,
        "proven": False,
        "items": None,
        "wrong_answers": None,
        "faults": faults,
        "mutants": None,
    }
