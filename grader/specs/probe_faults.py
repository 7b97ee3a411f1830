"""What is wrong with a probe that its types do not tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import isfinite

from grader.model.message import Message, say
from grader.model.targets import Expression, Recipe, Section
from grader.model.walk import Path
from grader.specs.recipe_faults import bytes_of, fault_in
from grader.specs.source import unparsable

MAX_BYTES = 48 << 20

Part = tuple[Path, object]
Fault = tuple[Path, Message]


def faults_in(inside: Iterable[Part]) -> list[Fault]:
    """The faults of a probe's parts, each with its path."""
    found = list(inside)
    return [
        *_recipes([(path, part) for path, part in found if isinstance(part, Recipe)]),
        *(fault for path, part in found for fault in _target(path, part)),
        *_second_sections([path for path, part in found if isinstance(part, Section)]),
        *_unsendable(found),
    ]


def _recipes(recipes: Sequence[tuple[Path, Recipe]]) -> Iterator[Fault]:
    sound = []
    for path, recipe in recipes:
        fault = fault_in(recipe)
        if fault is None:
            sound.append(recipe)
        else:
            yield path, fault
    if sum(map(bytes_of, sound)) > MAX_BYTES:
        most = MAX_BYTES >> 20
        yield (), say("The recipes of one probe make at most {most} MiB together.", most=most)


def _target(path: Path, part: object) -> Iterator[Fault]:
    if isinstance(part, Expression):
        wrong = unparsable(part.expression, "eval")
        if wrong is not None:
            what = say("This is not a Python expression: {why}.", why=wrong.why)
            yield (*path, "expression"), what


def _second_sections(paths: Sequence[Path]) -> Iterator[Fault]:
    for path in paths[1:]:
        yield path, say("A probe searches one section at most.")


def _unsendable(found: Sequence[Part]) -> Iterator[Fault]:
    """Infinity and NaN, which do not travel as plain numbers."""
    recipes = [path for path, part in found if isinstance(part, Recipe)]
    for path, part in found:
        in_recipe = any(path[: len(recipe)] == recipe for recipe in recipes)
        if isinstance(part, float) and not isfinite(part) and not in_recipe:
            yield path, say("Write infinity and NaN as a recipe: {recipe}.", recipe="{array: .nan}")
