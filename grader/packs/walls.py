"""Closes the places of an autograder to the students' processes, and sees that this holds.

A student's process is kept from all files but Python's by Landlock or by bubblewrap. A container
without either still changes root into a user who owns nothing; then the rights of these folders
keep that user out. With none of the three nothing must run: it could write its own score.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

from grader.errors import RunnerError
from grader.model.isolation import Isolation
from grader.model.message import say

OWNER_ONLY = 0o700
NOBODY = 65534
BY_PATH = frozenset({"landlock", "process wrapper: bwrap"})


@contextmanager
def closed(paths: Iterable[str]) -> Iterator[None]:
    """Meanwhile the paths are open to their owner alone; what cannot be closed is left."""
    before = {each: stat.S_IMODE(os.stat(each).st_mode) for each in paths if os.path.exists(each)}
    for path in before:
        with suppress(OSError):
            os.chmod(path, OWNER_ONLY)
    try:
        yield
    finally:
        for path, mode in before.items():
            with suppress(OSError):
                os.chmod(path, mode)


def refuse_if_open(isolation: Isolation, paths: Iterable[str]) -> None:
    """RunnerError if a student's process could open these paths."""
    applied = {layer.name for layer in isolation.layers if layer.state == "applied"}
    dropped = os.getuid() == 0 and "rootdrop" in applied
    if applied & BY_PATH or (dropped and all(map(_is_shut, paths))):
        return
    raise RunnerError(
        say(
            "No program is run here: nothing would keep it from the results and the answers. Run "
            "the autograder as root, or on a machine with Landlock or bubblewrap. {meaning}",
            meaning=isolation.meaning,
        )
    )


def _is_shut(path: str) -> bool:
    """Whether the user that root changes into is kept out; what is not there keeps no secret."""
    try:
        state = os.stat(path)
    except FileNotFoundError:
        return True
    return state.st_uid != NOBODY and not state.st_mode & 0o077
