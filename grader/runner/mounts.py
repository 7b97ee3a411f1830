"""What a student's process may see of the file system, as bubblewrap is told it.

The system's libraries, Python, the installed packages and the grader's own package, all read-only.
Never a whole prefix of Python's: an installed grader keeps its problem sets, answers and all, in
`<prefix>/share/grader`.
"""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

import grader

SYSTEM = (
    *("/usr", "/lib", "/lib32", "/lib64", "/bin", "/sbin"),
    *("/etc/ld.so.cache", "/etc/localtime", "/etc/fonts", "/etc/alternatives"),
    "/sys/devices/system/cpu",
)
OF_A_PREFIX = ("bin", "lib*", "pyvenv.cfg")
ANSWERS = "share/grader"


def mounts(scratch: str) -> tuple[str, ...]:
    """Arguments for bubblewrap; `scratch` is the only folder that can be written."""
    sources = tuple(_outermost((*SYSTEM, *_python())))
    hidden = sorted({*_prefixes(), "/usr", "/usr/local"})
    return (
        *_folders((*sources, scratch)),
        *(word for source in sources for word in _shown(source)),
        *("--proc", "/proc", "--dev", "/dev"),
        *(word for folder in answers(hidden, sources) for word in ("--tmpfs", folder)),
        *("--bind", scratch, scratch),
        # bubblewrap's own root is in memory, and the user's to fill.
        *("--remount-ro", "/dev", "--remount-ro", "/"),
    )


def libraries() -> tuple[str, ...]:
    """Folders that Python cannot start without: whoever runs students' code must read them."""
    found = [path for path in _python() if os.path.isdir(path)]
    return tuple(_outermost(found))


def _prefixes() -> list[str]:
    given = {sys.prefix, sys.exec_prefix, sys.base_prefix, sys.base_exec_prefix}
    return sorted(given | {os.path.realpath(prefix) for prefix in given})


def _python() -> list[str]:
    parts = [
        path
        for prefix in _prefixes()
        for part in OF_A_PREFIX
        for path in glob.glob(f"{glob.escape(prefix)}/{part}")
    ]
    return [*parts, *_links_of(sys.executable), *map(os.path.realpath, grader.__path__)]


def _links_of(path: str) -> Iterator[str]:
    """The path, and what it is a link to, link by link."""
    yield path
    while os.path.islink(path):
        path = os.path.normpath(os.path.join(os.path.dirname(path), os.readlink(path)))
        yield path


def _outermost(paths: Iterable[str]) -> Iterator[str]:
    """Existing paths of which none lies beneath another, shortest first."""
    kept: list[PurePosixPath] = []
    for path in sorted({p for p in paths if os.path.lexists(p)}, key=lambda p: (len(p), p)):
        if not any(PurePosixPath(path).is_relative_to(outer) for outer in kept):
            kept.append(PurePosixPath(path))
            yield path


def _folders(paths: Iterable[str]) -> Iterator[str]:
    """The folders above, open to all: made by root, bubblewrap would keep them to root."""
    above = {parent for path in paths for parent in PurePosixPath(path).parents}
    for folder in sorted(map(str, above - {PurePosixPath("/")}), key=len):
        yield from ("--perms", "0755", "--dir", folder)


def _shown(path: str) -> tuple[str, ...]:
    if os.path.islink(path):
        return ("--symlink", os.readlink(path), path)
    return ("--ro-bind", path, path)


def answers(prefixes: Iterable[str], sources: tuple[str, ...]) -> Iterator[str]:
    """Folders of installed problem sets that the mounts of `sources` would show."""
    for prefix in prefixes:
        folder = os.path.join(prefix, ANSWERS)
        shown = any(PurePosixPath(folder).is_relative_to(source) for source in sources)
        if shown and os.path.isdir(folder):
            yield folder
