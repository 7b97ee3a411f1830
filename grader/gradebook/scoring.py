"""Item scores → a mark: what is dropped, the scale, what lateness takes off, rounding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from types import MappingProxyType

from grader.gradebook.lateness import Lateness
from grader.model.base import Model
from grader.model.course import Policy, Scale
from grader.model.gradebook import Column
from grader.model.message import Message, say_count

ROUNDINGS: Mapping[str, str] = MappingProxyType(
    {"nearest": ROUND_HALF_UP, "up": ROUND_CEILING, "down": ROUND_FLOOR}
)


class Scored(Model):
    """A mark out of the policy's maximum, what lateness took off it, and why it is what it is."""

    score: float
    penalty: float
    reasons: tuple[Message, ...]


def max_score(columns: Sequence[Column], policy: Policy) -> float:
    """What marks are out of: the scale's end, or the set's own points, whatever is dropped."""
    return policy.scale.to if policy.scale else sum(column.points for column in columns)


def scored(
    columns: Sequence[Column], scores: Sequence[float], policy: Policy, lateness: Lateness
) -> Scored:
    """The mark for those item scores.

    First the lowest problems are dropped; the share earned of what is left is the share of the
    maximum; then lateness is taken off, never below 0. Both numbers are rounded at the
    end, never beyond the maximum.
    """
    full = max_score(columns, policy)
    problems = _by_problem(columns, scores)
    dropped = _lowest(problems, policy.drop_lowest)
    kept = [sums for slug, sums in problems.items() if slug not in dropped]
    got, possible = sum(each[0] for each in kept), sum(each[1] for each in kept)
    in_time = got if possible in (full, 0) else got * full / possible
    of = full if policy.late is not None and policy.late.of == "maximum" else in_time
    before = _rounded(in_time, policy.scale)
    after = _rounded(max(in_time - of * lateness.percent / 100, 0.0), policy.scale)
    reasons = (*_dropping(dropped), *filter(None, [lateness.why]))
    return Scored(score=after, penalty=_exact(before - after), reasons=reasons)


def _by_problem(
    columns: Sequence[Column], scores: Sequence[float]
) -> dict[str, tuple[float, float]]:
    """What each problem earned, and could."""
    sums: dict[str, tuple[float, float]] = {}
    for column, score in zip(columns, scores, strict=True):
        got, possible = sums.get(column.problem, (0.0, 0.0))
        sums[column.problem] = (got + score, possible + column.points)
    return sums


def _lowest(problems: dict[str, tuple[float, float]], count: int) -> tuple[str, ...]:
    """The worst by share of their points; of equal ones that with more points, then the later."""
    worth = {slug: sums for slug, sums in problems.items() if sums[1] > 0}
    later = {slug: -number for number, slug in enumerate(worth)}
    ranked = sorted(worth, key=lambda slug: (_share(worth[slug]), -worth[slug][1], later[slug]))
    return tuple(ranked[: min(count, max(len(worth) - 1, 0))])


def _share(sums: tuple[float, float]) -> float:
    return sums[0] / sums[1]


def _dropping(dropped: tuple[str, ...]) -> tuple[Message, ...]:
    if not dropped:
        return ()
    return (
        say_count(
            "The lowest problem does not count: {problems}.",
            "The {count} lowest problems do not count: {problems}.",
            len(dropped),
            problems=dropped,
        ),
    )


def _rounded(score: float, scale: Scale | None) -> float:
    if scale is None:
        return _exact(score)
    step = Decimal(1).scaleb(-scale.decimals)
    rounded = Decimal(format(score, ".12g")).quantize(step, ROUNDINGS[scale.rounding])
    return min(float(rounded), scale.to)


def _exact(score: float) -> float:
    """Without the noise of binary fractions after the twelfth digit."""
    return float(format(score, ".12g"))
