"""How long grading took, and whose programs did not come to their end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import quantiles
from types import MappingProxyType

from grader.model.message import Message, say
from grader.model.report import Report
from grader.model.run import EndReason
from grader.pages.rows import Row, Who
from grader.pages.said import Said

REASONS: Mapping[EndReason, Message] = MappingProxyType(
    {
        "timeout": say("ran out of time"),
        "cpu": say("used up its processor time"),
        "killed": say("crashed Python itself or took too much memory"),
        "exited": say("ended its own process"),
        "flooded": say("sent far more than it may"),
        "garbled": say("sent what could not be read"),
        "finished": say("ended too early"),
    }
)
SLOWEST = 5


@dataclass(frozen=True)
class Times:
    """Seconds per submission, the slowest, and how many programs ended in which way."""

    figures: tuple[tuple[str, str], ...]
    slowest: tuple[tuple[Who, str], ...]
    ended: tuple[tuple[str, int], ...]


class Endings:
    """Counts, per way to end, the submissions in which it happened."""

    def __init__(self) -> None:
        self._counts: Counter[EndReason] = Counter()

    def add(self, report: Report) -> None:
        """Counts each reason once per report."""
        self._counts.update(set(report.ended))

    def told(self, said: Said) -> tuple[tuple[str, int], ...]:
        """The commonest first."""
        return tuple((said(REASONS[reason]), n) for reason, n in self._counts.most_common())


def times(rows: Sequence[Row], endings: Endings, said: Said) -> Times:
    """Of the rows that were graded."""
    graded = [row for row in rows if "graded" in row.tags]
    slow = sorted(graded, key=lambda row: -row.seconds)[:SLOWEST]
    return Times(
        figures=tuple(_figures([row.seconds for row in graded], said)) if graded else (),
        slowest=tuple((row.who, said.seconds(row.seconds)) for row in slow),
        ended=endings.told(said),
    )


def _figures(seconds: list[float], said: Said) -> list[tuple[str, str]]:
    cuts = quantiles(seconds, n=20, method="inclusive") if len(seconds) > 1 else seconds * 19
    figures = (
        (say("Half were graded within"), cuts[9]),
        (say("Nineteen of twenty within"), cuts[18]),
        (say("All within"), max(seconds)),
        (say("All together took"), sum(seconds)),
    )
    return [(said(words), said.seconds(figure)) for words, figure in figures]
