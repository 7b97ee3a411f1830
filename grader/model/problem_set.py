"""Problem sets as graded: every name is known, every probe and rule is of its checker's type."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, SerializeAsAny

from grader.model.base import Model
from grader.model.message import Text
from grader.model.targets import Identifier

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]


class Follows(Model):
    """What a wrong answer may follow from: the student's own values of these names.

    `expression` is NumPy over the names, evaluated by the parent. An answer that equals it has
    made no mistake of its own.
    """

    expression: Annotated[str, Field(min_length=1, max_length=2000)]
    names: Annotated[tuple[Identifier, ...], Field(min_length=1, max_length=20)]


class OwnChecks(Model):
    """A set's `checks.py`: its text, and the file to name in what is told of it."""

    source: str
    file: str


class Item(Model):
    """The smallest graded thing: one check, its points, its title.

    `probe` and `rules` are the checker's own records. `after` names items of the same problem (or
    `problem/item`) that must pass first. `catches` names the wrong answers that must fail here.
    Of a `hidden` item students see the status and the points only. `seconds` is the time that its
    look may take, if not the usual one. `consistent_with` gives full points to an answer that
    follows from an earlier mistake. `own` has the set's own checks, if it has any.
    """

    slug: Slug
    title: Text
    check: str
    points: float = 1
    after: tuple[str, ...] = ()
    probe: SerializeAsAny[Model]
    rules: SerializeAsAny[Model]
    hint: Text | None = None
    catches: tuple[str, ...] = ()
    hidden: bool = False
    seconds: float | None = None
    consistent_with: Follows | None = None
    own: OwnChecks | None = None


class Problem(Model):
    """One exercise: a task, a hint, items."""

    slug: Slug
    title: Text
    task: Text
    hint: Text | None = None
    expected: Text | None = None
    items: tuple[Item, ...]


class ProblemSet(Model):
    """One assignment, as read: `folder` is where, `digest` is of everything that decides a verdict.

    `reference` is the source of `reference.py`; `starter` what a student begins with, if any;
    `checks` the set's own checks.
    """

    slug: Slug
    title: Text
    description: Text | None = None
    problems: tuple[Problem, ...]
    folder: str
    digest: str
    reference: str
    starter: str | None = None
    checks: OwnChecks | None = None

    @property
    def max_score(self) -> float:
        """The points of all items together."""
        return sum(item.points for problem in self.problems for item in problem.items)
