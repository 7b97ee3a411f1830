"""What a finished batch says, apart from what no two runs have in common."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from pathlib import Path

from bench.peers.ours import reports

VOLATILE = {"seconds", "started"}


def steady_bytes(gradebook: Path) -> bytes:
    """The gradebook, with the columns emptied that tell times."""
    text = gradebook.read_bytes().decode("utf-8")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    times = {place for place, name in enumerate(rows[0]) if name in VOLATILE}
    kept = [rows[0], *(_kept(row, times) for row in rows[1:])]
    written = io.StringIO(newline="")
    csv.writer(written).writerows(kept)
    return written.getvalue().encode()


def _kept(row: list[str], times: set[int]) -> list[str]:
    return ["" if place in times else cell for place, cell in enumerate(row)]


def started(output: Path) -> list[float]:
    """When grading of each submission began, in order, in seconds since 1970."""
    times = (datetime.fromisoformat(report["started"]) for report in reports(output))
    return sorted(time.timestamp() for time in times)


def rate_changed(times: list[float]) -> tuple[float, float]:
    """Submissions per second of the first tenth, and of the last."""
    tenth = len(times) // 10
    return tenth / (times[tenth] - times[0]), tenth / (times[-1] - times[-1 - tenth])
