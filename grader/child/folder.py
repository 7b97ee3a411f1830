"""The program's own folder: its files, importable after everything that is installed."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from itertools import takewhile
from pathlib import PurePosixPath

from grader.child.places import Places, cell_file_name
from grader.model.message import Message, say
from grader.model.run import Job

HOMES = ("HOME", "TMPDIR", "MPLCONFIGDIR")
"""Variables that name a folder to write in."""


def settle(job: Job, work: str, note: Callable[[Message], None]) -> Places:
    """Writes the program's files under `work`, goes there, and makes them importable.

    Never leaves `work`: a helper whose path would is left out, with a note.
    """
    files = {path: name for name, path in _write_helpers(job, work, note)}
    if job.program.kind == "module":
        path = program_path(job, work)
        _write(path, job.program.cells[0].source.encode("utf-8", "surrogatepass"))
        files[path] = job.program.name
    os.chdir(work)
    os.environ.update(dict.fromkeys(HOMES, work))
    tempfile.tempdir = None  # it would go on pointing to where the parent process may write
    sys.path[:] = [entry for entry in sys.path if entry not in ("", ".", work)] + [work]
    # No finder of this folder may know what lay in it before. Those of other folders are right, and
    # `importlib.invalidate_caches` would have every one of them read its folder again.
    sys.path_importer_cache.pop(work, None)
    return Places(files, {cell_file_name(cell.number): cell.number for cell in job.program.cells})


def forget_modules(work: str, last: str) -> None:
    """Forgets what was imported from the folder since the module called `last` was imported."""
    for name in tuple(takewhile(lambda each: each != last, reversed(sys.modules))):
        file = getattr(sys.modules[name], "__file__", None)
        if type(file) is str and file.startswith(os.path.join(work, "")):
            del sys.modules[name]


def program_path(job: Job, work: str) -> str:
    """Where the module's source lies."""
    return os.path.join(work, os.path.basename(job.program.name.replace("\\", "/")) or "program.py")


def is_inside(path: str) -> bool:
    """A relative path, with forward slashes, that stays below where it starts."""
    parts = PurePosixPath(path).parts
    return (
        bool(parts)
        and not path.startswith("/")
        and not ({"..", "\0"} & {*parts, *path})
        and ("\\" not in path and ":" not in path)
    )


def _write_helpers(job: Job, work: str, note: Callable[[Message], None]) -> list[tuple[str, str]]:
    written = []
    for helper in job.helpers:
        if is_inside(helper.path):
            path = os.path.join(work, *PurePosixPath(helper.path).parts)
            _write(path, helper.data)
            written.append((helper.path, path))
        else:
            note(
                say("{path} was left out: it is not inside the submission", path=helper.path[:100])
            )
    return written


def _write(path: str, data: bytes) -> None:
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(data)
