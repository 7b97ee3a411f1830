"""Not root: whoever starts as root goes on as the user that owns nothing."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable

from grader.child.confine.layer import Prepared, Settings, UnavailableError

NOBODY = 65534


def apply(prepared: Prepared, settings: Settings) -> str:
    """Becomes user and group 65534 where the process is root, and gives it the work folder."""
    if not hasattr(os, "getuid") or os.getuid() != 0:
        return ""
    if not hasattr(os, "setresuid"):
        raise UnavailableError("this system cannot change a process's user for good")
    if prepared.no_drop:
        raise UnavailableError(prepared.no_drop)
    try:
        os.chown(settings.work, NOBODY, NOBODY)
        os.setgroups([])
    except OSError as error:
        raise UnavailableError(f"root may not change its user here ({error.strerror})") from error
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, NOBODY)
    return ""


def why_not(paths: Iterable[str]) -> str:
    """Why an ordinary user could not go on with these files, or nothing where it could."""
    for path in paths:
        shut = _closed_to_others(path)
        if shut:
            return (
                f"Python's files are under {shut}, which only root may open: install bubblewrap, "
                "or Python and the grader where every user can read them (/opt, say)"
            )
    return ""


def _closed_to_others(path: str) -> str:
    folder = path if os.path.isdir(path) else os.path.dirname(path)
    while os.stat(folder).st_mode & stat.S_IXOTH:
        if folder == os.path.dirname(folder):
            return ""
        folder = os.path.dirname(folder)
    return folder
