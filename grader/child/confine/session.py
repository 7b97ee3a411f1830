"""A session of its own: no terminal to write to, no process group shared with the grader."""

from __future__ import annotations

import os

from grader.child.confine.layer import Prepared, Settings, UnavailableError


def apply(_prepared: Prepared, _settings: Settings) -> str:
    """Makes the process a session's leader, unless it is one already."""
    if not hasattr(os, "setsid"):
        raise UnavailableError("this system has no sessions")
    if os.getsid(0) == os.getpid():
        return ""
    try:
        os.setsid()
    except PermissionError as error:
        raise UnavailableError("the process leads a group of its own already") from error
    return ""
