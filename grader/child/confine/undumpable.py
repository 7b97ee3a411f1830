"""Its memory is closed to other processes of the same user."""

from __future__ import annotations

from grader.child.confine.kernel import PR_SET_DUMPABLE
from grader.child.confine.layer import Prepared, Settings, kernel_of


def apply(prepared: Prepared, _settings: Settings) -> str:
    """Forbids core dumps, ptrace and /proc/<pid>/mem from outside."""
    kernel_of(prepared).prctl(PR_SET_DUMPABLE, 0)
    return ""
