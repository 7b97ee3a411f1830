"""A disk of its own: a small one in memory, over the work folder, gone when the child is."""

from __future__ import annotations

import os

from grader.child.confine.layer import Prepared, Settings, UnavailableError, kernel_of

NO_SETUID, NO_DEVICES = 2, 4
RECURSIVE, PRIVATE = 1 << 14, 1 << 18
FILES = 2048


def apply(prepared: Prepared, settings: Settings) -> str:
    """Mounts it, seen by this child alone, with caps on bytes and on the number of files."""
    kernel = kernel_of(prepared)
    options = f"size={settings.limits.disk},nr_inodes={FILES},mode=0700"
    try:
        kernel.mount(None, "/", RECURSIVE | PRIVATE)
        kernel.mount("tmpfs", settings.work, NO_SETUID | NO_DEVICES, options)
    except OSError as error:
        raise UnavailableError(f"the system refuses to mount one ({error.strerror})") from error
    os.chdir(settings.work)
    return ""
