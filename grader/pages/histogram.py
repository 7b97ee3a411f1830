"""How scores are spread, as the numbers of an SVG drawing."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from grader.pages.said import points

BINS = 10
WIDTH, HEIGHT = 640, 240
LEFT, RIGHT, TOP, BOTTOM = 40, 12, 22, 44
MOST_TICKS = 5
POWERS = (1, 10, 100, 1_000, 10_000, 100_000, 1_000_000)


@dataclass(frozen=True)
class Bar:
    """`count` students between `low` and `high`; the drawing's numbers are user units."""

    low: str
    high: str
    count: int
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        """Where its count stands."""
        return self.x + self.width / 2


@dataclass(frozen=True)
class Tick:
    """A label and where it stands on its axis."""

    at: float
    label: str


@dataclass(frozen=True)
class Histogram:
    """The bars, their axes, and a line at the median if there is one."""

    bars: tuple[Bar, ...]
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    median: Tick | None
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    top: int = TOP
    floor: int = HEIGHT - BOTTOM


def histogram(scores: Sequence[float], highest: float, median: float | None) -> Histogram:
    """Ten bins from nothing to the highest score; what lies outside counts to the outermost."""
    counts = _counts(scores, highest)
    step = _step(max(counts))
    top = step * max(1, math.ceil(max(counts) / step))
    return Histogram(
        bars=tuple(_bar(number, count, highest, top) for number, count in enumerate(counts)),
        across=tuple(
            Tick(_x(number / BINS), points(highest * number / BINS)) for number in range(BINS + 1)
        ),
        up=tuple(Tick(_y(each, top), str(each)) for each in range(0, top + 1, step)),
        median=None if median is None else Tick(_x(_share(median, highest)), points(median)),
    )


def _counts(scores: Sequence[float], highest: float) -> list[int]:
    counts = [0] * BINS
    for score in scores:
        # A score that is a bin's lower edge must not fall below it by a rounding error.
        counts[min(int(_share(score, highest) * BINS + 1e-9), BINS - 1)] += 1
    return counts


def _share(score: float, highest: float) -> float:
    return min(max(score / highest, 0.0), 1.0) if highest > 0 else 0.0


def _step(greatest: int) -> int:
    """Whole, and one, two or five times a power of ten."""
    steps = (base * power for power in POWERS for base in (1, 2, 5))
    return next(step for step in steps if greatest <= step * MOST_TICKS)


def _bar(number: int, count: int, highest: float, top: int) -> Bar:
    x, y = _x(number / BINS), _y(count, top)
    return Bar(
        low=points(highest * number / BINS),
        high=points(highest * (number + 1) / BINS),
        count=count,
        x=x + 2,
        y=y,
        width=_x((number + 1) / BINS) - x - 4,
        height=HEIGHT - BOTTOM - y,
    )


def _x(share: float) -> float:
    return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)


def _y(count: int, top: int) -> float:
    return round(HEIGHT - BOTTOM - count / top * (HEIGHT - BOTTOM - TOP), 1)
