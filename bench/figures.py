"""Timing in turn, so that a drifting machine touches both sides alike."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """Seconds of several runs."""

    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle one."""
        return statistics.median(self.seconds)

    def __str__(self) -> str:
        low, high = min(self.seconds), max(self.seconds)
        return f"{self.median * 1e3:8.1f} ms   ({low * 1e3:.1f} to {high * 1e3:.1f})"


def in_turn(sides: Mapping[str, Callable[[], object]], runs: int) -> dict[str, Figure]:
    """Runs each side once per round, after a round that does not count."""
    seconds: dict[str, list[float]] = {name: [] for name in sides}
    for round_ in range(runs + 1):
        for name, side in sides.items():
            clock = time.perf_counter()
            side()
            if round_:
                seconds[name].append(time.perf_counter() - clock)
    return {name: Figure(tuple(taken)) for name, taken in seconds.items()}


def process(*arguments: str) -> Callable[[], object]:
    """A whole process with our interpreter, its output thrown away."""
    return lambda: subprocess.run(
        [sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL
    )


def bar(what: str, ratio: float, most: float) -> bool:
    """Prints one ratio against its bar."""
    held = ratio <= most
    print(f"  {'held ' if held else 'BROKEN'} {what}: {ratio:.2f} (bar {most:g})")
    return held
