"""Problem sets as graded: every name is known, every probe and rule is of its checker's type."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, SerializeAsAny

from grader.model.base import Model
from grader.model.message import Text

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]


class Item(Model):
    """The smallest graded thing: one check, its points, its title.

    `probe` and `rules` are the checker's own records. `after` names items of the same problem (or
    `problem/item`) that must pass first. `catches` names the wrong answers that must fail here.
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

    `reference` is the source of `reference.py`; `starter` what a student begins with, if any.
    """

    slug: Slug
    title: Text
    description: Text | None = None
    problems: tuple[Problem, ...]
    folder: str
    digest: str
    reference: str
    starter: str | None = None

    @property
    def max_score(self) -> float:
        """The points of all items together."""
        return sum(item.points for problem in self.problems for item in problem.items)
