"""What decides a report: the bytes that were handed in, and what they are graded with."""

from __future__ import annotations

import os
from collections.abc import Iterator
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from platform import python_version

import grader
from grader.model.problem_set import ProblemSet
from grader.model.run import Limits

CHUNK = 1 << 20


def fingerprint_of(path: str) -> str:
    """SHA-256 over the names and bytes of a hand-in's files. Raises OSError if one is unreadable.

    A folder's files count by their path within it, a single file by its name.
    """
    total = sha256(b"folder" if os.path.isdir(path) else b"file")
    for name, file in _files(Path(path)):
        data = _digest(file)
        total.update(f"{len(os.fsencode(name))}:".encode() + os.fsencode(name) + data)
    return total.hexdigest()


def _files(path: Path) -> Iterator[tuple[str, Path]]:
    if not path.is_dir():
        yield path.name, path
        return
    for folder, inner, names in os.walk(path, onerror=_raise):
        inner.sort()
        for name in sorted(names):
            file = Path(folder, name)
            if file.is_file() and not file.is_symlink():
                yield file.relative_to(path).as_posix(), file


def _raise(error: OSError) -> None:
    raise error


def _digest(file: Path) -> bytes:
    digest = sha256()
    with file.open("rb") as opened:
        while chunk := opened.read(CHUNK):
            digest.update(chunk)
    return digest.digest()


def context_of(problem_set: ProblemSet, seed: int, limits: Limits) -> str:
    """SHA-256 of whatever else a report depends on: if it differs, the report is out of date."""
    parts = (
        problem_set.digest,
        str(seed),
        limits.model_dump_json(),
        grader.__version__,
        python_version(),
        version("torch"),
        version("numpy"),
    )
    return sha256("\n".join(parts).encode()).hexdigest()
