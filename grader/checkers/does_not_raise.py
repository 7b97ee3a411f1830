"""Running it raises nothing; what it gives does not matter."""

from __future__ import annotations

from grader.checkers.base import Checker
from grader.checkers.stock import One, Tried, try_it
from grader.model.base import Model
from grader.model.exceptions import raised
from grader.model.message import say
from grader.model.targets import Identifier
from grader.model.verdict import Verdict, failed, passed


class Rules(Model):
    """`allow`: types of exceptions that may be raised all the same, and what descends from them."""

    allow: tuple[Identifier, ...] = ()


def judge(seen: Tried, reference: Tried, rules: Rules) -> Verdict:  # noqa: ARG001
    """No exception passes, or one that is allowed."""
    if seen.error is None or set(rules.allow) & set(seen.bases):
        return passed()
    return failed(say("It must not raise an exception here. {error}", error=raised(seen.error)))


checker = Checker(One, Tried, Rules, try_it, judge)
