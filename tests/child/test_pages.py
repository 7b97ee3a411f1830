"""Memory gathered into large pages before the forks."""

from __future__ import annotations

import platform
import re
import sys
from pathlib import Path

import pytest

from grader.child.confine.kernel import Kernel
from grader.child.pages import LARGE, gather

SETTING = Path("/sys/kernel/mm/transparent_hugepage/enabled")
COLLAPSES = (
    sys.platform == "linux"
    and tuple(map(int, re.findall(r"\d+", platform.release())[:2])) >= (6, 1)
    and SETTING.exists()
    and "[never]" not in SETTING.read_text()
)


def large_kilobytes() -> int:
    found = re.search(r"AnonHugePages: +(\d+) kB", Path("/proc/self/smaps_rollup").read_text())
    return int(found[1]) if found else 0


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has them")
def test_what_lies_in_gathered_pages_is_unchanged():
    held = [bytes([n % 251]) * 1000 for n in range(20_000)]
    before = large_kilobytes()
    gather(Kernel())
    assert all(each == bytes([n % 251]) * 1000 for n, each in enumerate(held))
    if COLLAPSES:
        assert large_kilobytes() - before >= LARGE >> 10


def test_without_a_kernel_to_ask_nothing_happens():
    gather(None)
