"""Caps on memory, processor time, the size of a file, and open files."""

from __future__ import annotations

import math
import os
import sys
from types import ModuleType

from grader.child.confine.layer import Prepared, Settings, UnavailableError
from grader.model.run import Limits

resource: ModuleType | None
try:
    import resource
except ImportError:
    resource = None

OPEN_FILES = 128
LOCKED = 1 << 20


def apply(_prepared: Prepared, settings: Settings) -> str:
    """Sets them, hard and soft; where a system lacks one, the remark says so."""
    if resource is None:
        raise UnavailableError("this system has no resource limits")
    missing: list[str] = []
    for name, value in limits_of(settings.limits).items():
        limit = getattr(resource, f"RLIMIT_{name}", None)
        try:
            if limit is None:
                raise ValueError
            hard = resource.getrlimit(limit)[1]
            value = value if hard == resource.RLIM_INFINITY else min(value, hard)
            resource.setrlimit(limit, (value, value))
        except (ValueError, OSError):
            if sys.platform == "linux":
                raise
            missing.append(name)
    return f"this system does not limit {', '.join(missing)}" if missing else ""


def limits_of(limits: Limits) -> dict[str, int]:
    """The value of each resource limit. Memory counts from what the zygote has mapped already."""
    return {
        "AS": _mapped() + limits.memory,
        "CPU": processor_seconds(limits),
        "FSIZE": limits.disk,
        "NOFILE": OPEN_FILES,
        "CORE": 0,
        "MEMLOCK": LOCKED,
        "MSGQUEUE": 0,
    }


def processor_seconds(limits: Limits) -> int:
    """As much as one processor can give in the whole time that the child may live.

    The parent's clock ends a program that only waits or spins; this ends one that spins on many
    processors at once, or that the parent can no longer end.
    """
    return math.ceil(limits.total_seconds)


def _mapped() -> int:
    """Bytes of address space that the process has already; 0 where the system does not say."""
    try:
        with open("/proc/self/statm", "rb", buffering=0) as statm:
            return int(statm.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0
