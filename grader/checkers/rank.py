"""The value has the expected number of dimensions."""

from __future__ import annotations

from grader.checkers.base import Checker
from grader.checkers.stock import Looked, One, look_at
from grader.compare import not_an_array
from grader.model.base import Model
from grader.model.message import say
from grader.model.verdict import Verdict, failed, passed


class Rules(Model):
    """`rank`: how many dimensions; without it, as many as the reference's."""

    rank: int | None = None


def judge(seen: Looked, reference: Looked, rules: Rules) -> Verdict:
    """An array with that many dimensions passes."""
    wrong = not_an_array(seen.value)
    if wrong is not None:
        return failed(wrong)
    expected = rules.rank if rules.rank is not None else len(reference.value.shape)
    found = len(seen.value.shape)
    if found == expected:
        return passed()
    return failed(say("It has {found} dimensions, expected {expected}.", found=found, expected=expected))


checker = Checker(One, Looked, Rules, look_at, judge)
