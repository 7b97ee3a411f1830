"""What became of the mutants, as data for programs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from grader.model.message import Message
from grader.mutants import Mutant
from grader.proof.mutation import Mutation

Words = Callable[[Message], str]
"""Renders a message in one language."""


def mutation_data(mutation: Mutation, least: float, words: Words) -> Mapping[str, Any]:
    """`least` is the share of mutants that must be caught."""
    return {
        "killed": mutation.killed,
        "rate": mutation.rate,
        "wanted": least,
        "left_out": mutation.left_out,
        "survivors": [_mutant(each) for each in mutation.survivors],
        "equivalent": [_mutant(each) for each in mutation.equivalent],
        "stale": [words(note) for note in mutation.stale],
    }


def _mutant(mutant: Mutant) -> Mapping[str, Any]:
    return mutant.model_dump(include={"line", "kind", "change", "diff"})
