"""No program that it might run could give it more rights than it has."""

from __future__ import annotations

from grader.child.confine.kernel import PR_SET_NO_NEW_PRIVS
from grader.child.confine.layer import Prepared, Settings, kernel_of


def apply(prepared: Prepared, _settings: Settings) -> str:
    """Sets the flag that can never be taken back."""
    kernel_of(prepared).prctl(PR_SET_NO_NEW_PRIVS, 1)
    return ""
