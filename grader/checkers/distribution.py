"""The numbers look as if drawn from the expected distribution, uniform, normal or of integers.

One test per item: an honest answer fails with a chance of at most one in a million per run. Real
numbers are held against the distribution function by the Kolmogorov-Smirnov test, whose
distribution is exact (numbers that fit too well fail, too); of integers, how often each came up,
by exact binomial tests. Each test has its share of the rate. The numbers' order is not looked at.
"""

from __future__ import annotations

from math import isfinite
from typing import Annotated, Any, Self

import numpy as np
from pydantic import Field, model_validator

from grader.checkers.base import Checker
from grader.checkers.stock import Looked, One, look_at, unreadable
from grader.compare import Array, array_of, bare
from grader.errors import OurError
from grader.model.base import Model
from grader.model.message import Message, say
from grader.model.values import ArrayValue, Value
from grader.model.verdict import Verdict, failed, passed

FALSE_ALARMS = 1e-6
"""At most this often an honest answer fails."""

MAX_INTEGERS = 1000
Pair = Annotated[tuple[float, float], Field(min_length=2, max_length=2)]
COARSE = {"float16": 2.0**-10, "bfloat16": 2.0**-7}
"""By how much rounding to such a dtype moves a distribution function, at most."""


class Rules(Model):
    """One of these, and how many numbers it takes at least to judge by:

    `uniform`: [low, high]. `normal`: [mean, standard deviation]. `integers`: [low, high), each as
    likely as another; `high` is left out, as in torch.randint.
    `at_least`: so many numbers (100) must be there. With n numbers, a mean that is off by
    about 6 / sqrt(n) standard deviations is seen nearly always.
    """

    uniform: Pair | None = None
    normal: Pair | None = None
    integers: tuple[int, int] | None = None
    at_least: Annotated[int, Field(ge=20)] = 100

    @model_validator(mode="after")
    def _one(self) -> Self:
        given = [each for each in (self.uniform, self.normal, self.integers) if each is not None]
        if len(given) != 1:
            raise ValueError("one of uniform, normal and integers is needed")
        if not all(map(isfinite, given[0])):
            raise ValueError("the numbers must be finite")
        if self.normal is not None and self.normal[1] <= 0:
            raise ValueError("a standard deviation is greater than 0")
        if self.normal is None and given[0][0] >= given[0][1]:
            raise ValueError("low must be less than high")
        if self.integers and self.integers[1] - self.integers[0] > MAX_INTEGERS:
            raise ValueError(f"at most {MAX_INTEGERS} integers can be told apart")
        return self


def judge(seen: Looked, reference: Looked, rules: Rules) -> Verdict:
    """Numbers that look so pass; OurError if the reference has too few of them."""
    if _count(reference.value) < rules.at_least:
        raise OurError(say("the reference has too few numbers to judge by"))
    obstacle = unreadable(seen.value) or _unfit(seen.value, rules)
    if obstacle is not None or not isinstance(seen.value, ArrayValue):
        return failed(obstacle or say("It is not an array."))
    numbers = array_of(seen.value).reshape(-1)
    if rules.integers is not None:
        why = _integers(numbers, *rules.integers)
    else:
        why = _reals(numbers.astype(np.float64), rules, COARSE.get(bare(seen.value.dtype), 0.0))
    return passed() if why is None else failed(why)


def _count(value: Value) -> int:
    return int(np.prod(value.shape, dtype=float)) if isinstance(value, ArrayValue) else 0


def _unfit(value: Value, rules: Rules) -> Message | None:
    assert isinstance(value, ArrayValue)
    if _count(value) < rules.at_least:
        return say(
            "It has {count} numbers: too few to tell how they are drawn. Make at least {least}.",
            count=_count(value),
            least=rules.at_least,
        )
    kind = array_of(value).dtype.kind
    if kind in "cb":
        return say("Its dtype is {dtype}: real numbers are needed.", dtype=value.dtype)
    return None


def _reals(numbers: Array, rules: Rules, coarse: float) -> Message | None:
    from scipy import stats  # slow to import, and needed nowhere else

    outside = numbers[~np.isfinite(numbers)]
    if rules.uniform is not None:
        low, high = rules.uniform
        outside = numbers[~((numbers >= low) & (numbers <= high))]
        expected: Any = stats.uniform(low, high - low)
    elif rules.normal is not None:
        expected = stats.norm(*rules.normal)
    if outside.size:
        return say(
            "{found} is among its numbers; expected {expected}.",
            found=str(outside[0]),
            expected=_named(rules),
        )
    apart = stats.kstest(numbers, expected.cdf, method="asymp").statistic
    each = FALSE_ALARMS / 2
    if stats.kstwo.sf(max(apart - coarse, 0.0), numbers.size) <= each:
        return _unlike(numbers, rules)
    if not coarse and stats.kstwo.cdf(apart, numbers.size) <= each:
        return say("Its numbers are spread too evenly to be random: drawn numbers crowd and gap.")
    return None


def _unlike(numbers: Array, rules: Rules) -> Message:
    return say(
        "Its {count} numbers do not look like {expected}: their mean is {mean}, their standard "
        "deviation {spread}, the least is {least}, the greatest {greatest}.",
        count=numbers.size,
        expected=_named(rules),
        mean=f"{numbers.mean():.4g}",
        spread=f"{numbers.std():.4g}",
        least=f"{numbers.min():.4g}",
        greatest=f"{numbers.max():.4g}",
    )


def _named(rules: Rules) -> Message:
    if rules.uniform is not None:
        low, high = (f"{each:.6g}" for each in rules.uniform)
        return say("numbers spread evenly between {low} and {high}", low=low, high=high)
    mean, spread = (f"{each:.6g}" for each in rules.normal or (0.0, 1.0))
    return say(
        "a normal distribution with mean {mean} and standard deviation {spread}",
        mean=mean,
        spread=spread,
    )


def _integers(numbers: Array, low: int, high: int) -> Message | None:
    from scipy import stats

    outside = numbers[~((numbers >= low) & (numbers < high) & (numbers == np.floor(numbers)))]
    if outside.size:
        return say(
            "{found} is among its numbers; expected integers from {low} to {last}.",
            found=str(outside[0]),
            low=low,
            last=high - 1,
        )
    counts = np.bincount(numbers.astype(np.int64) - low, minlength=high - low)
    share = 1.0 / (high - low)
    # Two tails for each of the integers: by Boole's inequality the rate of all is kept.
    each = FALSE_ALARMS / (2 * counts.size)
    over = stats.binom.sf(counts - 1, numbers.size, share) <= each
    under = stats.binom.cdf(counts, numbers.size, share) <= each
    wrong = np.flatnonzero(over | under)
    if not wrong.size or counts.size == 1:
        return None
    return say(
        "{integer} came up {count} times among {size} numbers; about {expected} are usual.",
        integer=int(wrong[0]) + low,
        count=int(counts[wrong[0]]),
        size=numbers.size,
        expected=f"{numbers.size * share:.4g}",
    )


checker = Checker(One, Looked, Rules, look_at, judge)
