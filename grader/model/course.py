"""A course's policies: how reports become marks. No report holds any of this."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from grader.model.base import Model

Attempt = Literal["latest", "best"]
Visibility = Literal["never", "after_due_date", "always"]


class Late(Model):
    """What lateness costs: `percent` for each day or hour that has begun, `at_most` in all.

    The per cent are `of` the maximum mark, or of the mark that the work would have had in time.
    Up to `grace_minutes` after the due date cost nothing; what is later than that counts from the
    due date.
    """

    percent: Annotated[float, Field(gt=0, le=100, allow_inf_nan=False)]
    per: Literal["day", "hour"] = "day"
    of: Literal["maximum", "score"] = "maximum"
    at_most: Annotated[float, Field(gt=0, le=100, allow_inf_nan=False)] = 100
    grace_minutes: Annotated[int, Field(ge=0)] = 0


class Scale(Model):
    """Marks from 0 to `to`, with that many `decimals`."""

    to: Annotated[float, Field(gt=0, le=1_000_000)]
    decimals: Annotated[int, Field(ge=0, le=6)] = 2
    rounding: Literal["nearest", "up", "down"] = "nearest"


class Policy(Model):
    """What holds for one set. `due` has a time zone.

    `drop_lowest` problems, those with the lowest share of their points, do not count; at least one
    problem always does. `hidden_items` says when students see all of a hidden item's result.
    """

    due: datetime | None = None
    late: Late | None = None
    attempt: Attempt = "latest"
    drop_lowest: Annotated[int, Field(ge=0)] = 0
    hidden_items: Visibility = "never"
    scale: Scale | None = None


class Course(Model):
    """The policies of a course: `usual`, and those of the sets that have their own."""

    usual: Policy = Policy()
    sets: dict[str, Policy] = Field(default_factory=dict)

    def policy(self, slug: str) -> Policy:
        """What holds for the set of that slug."""
        return self.sets.get(slug, self.usual)
