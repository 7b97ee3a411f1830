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
from grader.model.run import CallRecord, Raised
from grader.model.submission import Program
from grader.model.targets import Call, Given, Target
from grader.model.values import Value
from grader.model.verdict import Verdict
from grader.model.work import Work

NOT_CHECKS = frozenset({"base", "own", "stock"})


@dataclass(frozen=True)
class Attempt:
    """What came of running the student's code: a live `value`, or the `error` that it raised.

    `bases` are the names of the error's type and of all that it descends from, nearest first.
    """

    value: Any = None
    error: Raised | None = None
    bases: tuple[str, ...] = ()


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

    def attempt(self, target: Target) -> Attempt:
        """As `find`, but what the student's code raises is handed over; absence is still raised."""
        ...

    def ask(self, target: Target, args: Sequence[object]) -> Attempt:
        """The function that the target calls, on these objects in place of its own arguments."""
        ...

    def count(self, target: Call, args: Sequence[Given]) -> tuple[Any, Work]:
        """What the function that the target calls returns for these arguments, and its work."""
        ...

    def time(self, target: Call, args: Sequence[Given]) -> float:
        """The seconds of processor time that the same call takes, once."""
        ...

    def loop_time(self) -> float:
        """The seconds of processor time that one step of a plain Python loop takes here."""
        ...

    def has(self, name: str) -> bool:
        """Whether the program defines the name, as more than a starter's None or `...`."""
        ...

    def calls(self, name: str) -> tuple[CallRecord, ...]:
        """The calls of a function that the probe spies on: the program's, then this question's."""
        ...

    def read(self, path: str) -> bytes | None:
        """The file's beginning, at most 1 MiB; None if there is none in the program's folder."""
        ...

    def displays(self) -> Sequence[tuple[int, Any]]:
        """What the program displayed, in order, each with the number of its cell."""
        ...

    def figures(self) -> Sequence[Any]:
        """The program's matplotlib figures, in the order in which they were made."""
        ...


P = TypeVar("P", bound=Model)
S = TypeVar("S", bound=Model)
R = TypeVar("R", bound=Model)


@dataclass(frozen=True)
class Checker(Generic[P, S, R]):
    """`judge(seen, reference, rules)`: `reference` is what the same probe saw in the reference.

    `across` judges what several fresh runs, each with its own seed, have seen, once `judge` is
    content with each. With `keep_seeds` the seeds that the program sets itself count in each of
    those runs; without, they differ too. With `replay` it is enough for `across` to pass that it is
    content with a second run in the process of the first, where a program can leave things behind
    for itself; one that it is not content with is run in a new process. Both raise WireError for a
    claim that no honest child makes, and OurError where the reference itself cannot be judged by.
    `agree` is asked when a set is loaded: ValueError with a message where a sound probe and sound
    rules do not go together.
    """

    Probe: type[P]
    Seen: type[S]
    Rules: type[R]
    observe: Callable[[Subject, P], S]
    judge: Callable[[S, S, R], Verdict]
    across: Callable[[Sequence[S], R], Verdict] | None = None
    keep_seeds: bool = False
    replay: bool = False
    agree: Callable[[P, R], None] | None = None


class Nothing(Model):
    """Nothing is asked of the program's run."""


@dataclass(frozen=True)
class SourceChecker(Generic[R]):
    """A check of the program's text alone, on the trusted side; the reference is not needed.

    `judge(program, rules)` never runs the program. The item has no probe.
    """

    Rules: type[R]
    judge: Callable[[Program, R], Verdict]
    Probe: type[Nothing] = Nothing


AnyChecker = Checker[Any, Any, Any] | SourceChecker[Any]


@cache
def all_checkers() -> Mapping[str, AnyChecker]:
    """Every checker by its name, which is its file's."""
    package = import_module("grader.checkers")
    names = sorted(found.name for found in pkgutil.iter_modules(package.__path__))
    return MappingProxyType({name: checker_named(name) for name in names if name not in NOT_CHECKS})


@cache
def checker_named(name: str) -> AnyChecker:
    """The checker in the file of that name."""
    return import_module(f"grader.checkers.{name}").checker  # type: ignore[no-any-return]
