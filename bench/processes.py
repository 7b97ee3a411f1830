"""What the kernel tells of processes below ours, from /proc."""

from __future__ import annotations

import os
import resource
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


def descendants(pid: int) -> list[int]:
    """Processes below that one, as far as they still live; parents come before their children."""
    found: list[int] = []
    try:
        for thread in os.listdir(f"/proc/{pid}/task"):
            children = Path(f"/proc/{pid}/task/{thread}/children").read_text(encoding="ascii")
            found += [int(child) for child in children.split()]
    except OSError:
        return found
    return [each for child in found for each in (child, *descendants(child))]


def proportional(pid: int) -> int:
    """Bytes in use, each page divided by its users; 0 for a process that is gone.

    Of a process that its user may not look into: all that is resident, which is too much.
    """
    try:
        rows = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except PermissionError:
        return resident(pid)
    except OSError:
        return 0
    return sum(int(row.split()[1]) << 10 for row in rows if row.startswith("Pss:"))


def resident(pid: int) -> int:
    """Bytes in memory; 0 for a process that is gone."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * PAGE
    except OSError:
        return 0


def cpu_below() -> float:
    """CPU seconds of our children and theirs, living or waited for, as far as anybody knows of it.

    Read twice: a child that is waited for between two readings is missed by one of them only.
    """
    return max(_cpu_below(), _cpu_below())


def cpu_ended() -> float:
    """CPU seconds of our children that we have waited for, and of theirs."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _cpu_below() -> float:
    return cpu_ended() + sum(_cpu(pid) for pid in descendants(os.getpid()))


def _cpu(pid: int) -> float:
    """Of a living process and of its children that it has waited for."""
    try:
        row = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return 0.0
    return sum(int(field) for field in row.rpartition(")")[2].split()[11:15]) / TICKS
