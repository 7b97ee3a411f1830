"""A process of the same user cannot read the memory of one that opened a runner."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Linux only")

GUARDED = """
import ctypes, os, sys
from grader.runner.guard import close_memory
before = ctypes.CDLL(None).prctl(3, 0, 0, 0, 0)
close_memory()
print(before, ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
"""


def test_memory_is_closed() -> None:
    shown = subprocess.run(
        [sys.executable, "-c", GUARDED], check=True, capture_output=True, text=True
    )
    assert shown.stdout.split() == ["1", "0"]
