"""What Python and its libraries need to read, and nothing beside it.

Never a whole prefix: an installed grader keeps its problem sets, answers and all, in
`<prefix>/share/grader`.
"""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Iterable

import grader

SYSTEM = (
    "/lib",
    "/lib64",
    "/usr/lib",
    "/usr/lib64",
    "/usr/local/lib",
    "/usr/share/zoneinfo",
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/etc/fonts",
    "/etc/localtime",
    "/etc/ld.so.cache",
    "/dev/urandom",
    "/dev/random",
    "/dev/zero",
    "/proc/cpuinfo",
    "/proc/meminfo",
    "/sys/devices/system/cpu",
)
# Each child has its own: they are opened after the fork.
OF_THE_PROCESS = tuple(f"/proc/self/{name}" for name in ("status", "stat", "statm", "maps", "task"))


def readable() -> tuple[str, ...]:
    """Existing paths, links resolved, none beneath another."""
    found = {os.path.realpath(path) for path in (*SYSTEM, *python()) if os.path.exists(path)}
    return (*_outermost(found), *OF_THE_PROCESS)


def python() -> tuple[str, ...]:
    """The folders of Python, of the packages installed for it, and of the grader's own package."""
    prefixes = {sys.prefix, sys.exec_prefix, sys.base_prefix, sys.base_exec_prefix}
    libraries = [path for prefix in prefixes for path in glob.glob(f"{glob.escape(prefix)}/lib*")]
    packages = [path for path in sys.path if path.endswith(("site-packages", "dist-packages"))]
    return (*libraries, *packages, *grader.__path__)


def _outermost(paths: Iterable[str]) -> tuple[str, ...]:
    kept: list[str] = []
    for path in sorted(paths):
        if not any(path.startswith(outer.rstrip("/") + "/") for outer in kept):
            kept.append(path)
    return tuple(kept)
