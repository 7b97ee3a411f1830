"""A checker: one frozen value that joins two plain functions and three closed records.

Data travels Probe → observe (in the child) → Seen → judge, with Rules (in the parent) → Verdict.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from types import MappingProxyType
from typing import Any, Generic, Protocol, TypeVar

from grader.model.base import Model
from grader.model.targets import Given, Target
from grader.model.values import Value
from grader.model.verdict import Verdict

NOT_CHECKS = frozenset({"base", "stock"})


class Subject(Protocol):
    """The student's program once it has run, as an observe half sees it. Lives in the child.

    `find` and `make` return whatever objects the program made: hostile until looked at.
    """

    def find(self, target: Target) -> Any:  # noqa: ANN401
        """The object that the target names; raises what grading reports as absent or failed."""
        ...

    def make(self, given: Given) -> Any:  # noqa: ANN401
        """A fresh object from a value that the parent sent."""
        ...

    def look(self, found: object) -> Value:
        """The object as data, read without running its own code."""
        ...


P = TypeVar("P", bound=Model)
S = TypeVar("S", bound=Model)
R = TypeVar("R", bound=Model)


@dataclass(frozen=True)
class Checker(Generic[P, S, R]):
    """`judge(seen, reference, rules)`: `reference` is what the same probe saw in the reference.

    `across` judges what several fresh runs, each with its own seed, have seen, once `judge` is
    content with each. Both raise WireError for a claim that no honest child makes, and OurError
    where the reference itself cannot be judged by.
    """

    Probe: type[P]
    Seen: type[S]
    Rules: type[R]
    observe: Callable[[Subject, P], S]
    judge: Callable[[S, S, R], Verdict]
    across: Callable[[Sequence[S], R], Verdict] | None = None


AnyChecker = Checker[Any, Any, Any]


@cache
def all_checkers() -> Mapping[str, AnyChecker]:
    """Every checker by its name, which is its file's."""
    package = import_module("grader.checkers")
    names = sorted(found.name for found in pkgutil.iter_modules(package.__path__))
    return MappingProxyType({name: checker_named(name) for name in names if name not in NOT_CHECKS})


def checker_named(name: str) -> AnyChecker:
    """The checker in the file of that name."""
    return import_module(f"grader.checkers.{name}").checker  # type: ignore[no-any-return]
