"""Which sets a submission may be for, told by the names that it binds."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Collection, Iterator, Sequence

from grader.model.problem_set import ProblemSet
from grader.model.targets import Call, Expression, Variable
from grader.model.walk import parts

LIBRARIES = frozenset({"torch", "np", "numpy"})


def fitting_sets(
    names: Collection[str], problem_sets: Sequence[ProblemSet]
) -> tuple[ProblemSet, ...]:
    """The sets of whose names the submission binds the most (at least one), and all that tie."""
    scores = [_score(frozenset(names), each) for each in problem_sets]
    best = max(scores, default=0)
    return tuple(
        each for each, score in zip(problem_sets, scores, strict=True) if score == best > 0
    )


def _score(names: frozenset[str], problem_set: ProblemSet) -> int:
    return sum(1 for wanted in set(_wanted(problem_set)) if wanted & names)


def _wanted(problem_set: ProblemSet) -> Iterator[frozenset[str]]:
    """What probes ask the program for: a name with its aliases."""
    for problem in problem_set.problems:
        for item in problem.items:
            for _, part in parts(item.probe):
                yield from _names(part)


def _names(target: object) -> Iterator[frozenset[str]]:
    match target:
        case Variable():
            yield frozenset({target.variable, *target.aliases})
        case Call():
            yield frozenset(name.partition(".")[0] for name in (target.call, *target.aliases))
        case Expression():
            for node in ast.walk(ast.parse(target.expression, mode="eval")):
                if isinstance(node, ast.Name) and node.id not in LIBRARIES | set(dir(builtins)):
                    yield frozenset({node.id})
