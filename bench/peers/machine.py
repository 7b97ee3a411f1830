"""Where it was measured."""

from __future__ import annotations

import os
import platform
import re
from pathlib import Path

CORES = 2


def use_two_cores() -> None:
    """Binds us, and so all that we start, to two of the cores that we may use."""
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])


def machine() -> dict[str, str | int | float]:
    """In words, with how busy it was with other things just now (the load of one minute)."""
    return {
        "platform": platform.platform(),
        "processor": _processor(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        "python": platform.python_version(),
        "user": "root" if os.geteuid() == 0 else "ordinary",
        "load_before": round(os.getloadavg()[0], 2),
    }


def _processor() -> str:
    text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    found = re.search(r"^model name\s*: (.*)$", text, re.MULTILINE)
    return found[1] if found else platform.machine()
