"""What must hold, and what the measured ways say of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bench.peers import nbgrader, otter, ours
from bench.peers.measure import Taken

TIMES_OTTER = 100.0
TIMES_NBGRADER = 80.0
OF_THE_FLOOR = 0.28
PEERS = (otter.TOOL, otter.BY_HAND, nbgrader.TOOL, nbgrader.BY_HALVES)


@dataclass(frozen=True)
class Bar:
    """A ratio of submissions per second, and the least it must be; None: told, not held to."""

    what: str
    ratio: float
    least: float | None = None

    @property
    def held(self) -> bool:
        """Whether the ratio reaches it."""
        return self.least is None or self.ratio >= self.least

    def __str__(self) -> str:
        if self.least is None:
            return f"         {self.what}: {self.ratio:.3g}"
        word = "held  " if self.held else "BROKEN"
        return f"  {word} {self.what}: {self.ratio:.3g} (bar {self.least:g})"


def bars(taken: Sequence[Taken], start_up: Taken) -> list[Bar]:
    """Of the largest class that we graded; then the same for smaller ones, that of the peers too.

    nbgrader's start-up is taken off its time, since a large class would hide it; ours is not.
    """
    mine = sorted(_of(taken, ours.TOOL), key=_submissions)
    floors = sorted(_of(taken, ours.FLOOR), key=_submissions)
    best_otter = max(_of(taken, otter.TOOL), key=_rate)
    best_nbgrader = max(_of(taken, nbgrader.TOOL), key=_rate)
    warm = best_nbgrader.submissions / (best_nbgrader.wall - start_up.wall)
    return [
        Bar(f"× {best_otter.name}", mine[-1].rate / best_otter.rate, TIMES_OTTER),
        Bar(f"× {best_nbgrader.name}, less start-up", mine[-1].rate / warm, TIMES_NBGRADER),
        Bar("of the floor", mine[-1].rate / floors[-1].rate, OF_THE_FLOOR),
        *(Bar(f"× {peer.name}", mine[-1].rate / peer.rate) for peer in _peers(taken)),
        *(
            Bar(f"× {peer.name}; ours {less.submissions:,}", less.rate / peer.rate)
            for less in mine[-2::-1]
            for peer in _peers(taken)
        ),
        Bar(
            f"of the floor, without start-up ({mine[-1].submissions:,} less {mine[0].submissions})",
            _marginal(floors) / _marginal(mine),
        ),
    ]


def _of(taken: Sequence[Taken], tool: str) -> list[Taken]:
    return [each for each in taken if each.tool == tool]


def _peers(taken: Sequence[Taken]) -> list[Taken]:
    return [each for each in taken if each.tool in PEERS]


def _submissions(taken: Taken) -> int:
    return taken.submissions


def _rate(taken: Taken) -> float:
    return taken.rate


def _marginal(classes: Sequence[Taken]) -> float:
    """Seconds for each submission that the largest class has more than the smallest."""
    small, large = classes[0], classes[-1]
    return (large.wall - small.wall) / (large.submissions - small.submissions)
