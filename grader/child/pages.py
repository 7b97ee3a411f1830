"""Large pages for what every fork would else map page by page.

The zygote holds some 40,000 pages of its own; to enter them in a child's tables and to take them
out again is most of what a fork costs. Gathered into pages of 2 MiB they are eighty entries, of
which a child divides those that it writes to. What a child may see or use is the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress

from grader.child.confine.kernel import Kernel

LARGE = 2 << 20
COLLAPSE = 25
"""MADV_COLLAPSE, from Linux 6.1 on."""
OWN = re.compile(r"([0-9a-f]+)-([0-9a-f]+) rw-p \S+ \S+ 0 *(?:\[heap\])?$", re.MULTILINE)


def gather(kernel: Kernel | None) -> None:
    """Makes this process's own memory consist of large pages, where the system offers them.

    Takes a tenth of a second, so it pays from some twenty forks on.
    """
    if kernel is None:
        return
    for start in _whole():
        # A page that the kernel cannot gather, or does not want to, stays as it is.
        with suppress(OSError):
            kernel.madvise(start, LARGE, COLLAPSE)


def _whole() -> Iterator[int]:
    """Where each large page would start that lies wholly in memory of our own."""
    try:
        with open("/proc/self/maps", encoding="utf-8", errors="replace") as maps:
            found = [(int(low, 16), int(high, 16)) for low, high in OWN.findall(maps.read())]
    except OSError:
        return
    for low, high in found:
        yield from range(-(-low // LARGE) * LARGE, high // LARGE * LARGE, LARGE)
