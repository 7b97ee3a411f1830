"""It does not outlive the process that made it."""

from __future__ import annotations

import os
import signal

from grader.child.confine.kernel import PR_SET_PDEATHSIG
from grader.child.confine.layer import Prepared, Settings, kernel_of


def apply(prepared: Prepared, _settings: Settings) -> str:
    """Asks for SIGKILL when the parent dies; raises if it is dead by now."""
    kernel = kernel_of(prepared)
    kernel.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    forked = os.getpid() != prepared.pid
    if os.getppid() != (prepared.pid if forked else prepared.parent):
        raise ProcessLookupError("the process that made this one is gone")
    return ""
