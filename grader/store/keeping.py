"""Where submissions are kept: `<store>/<set>/<student>/<UTC time>-<digest>/`.

A kept submission is a folder with `report.json` and, under `files`, what was handed in. It is
written beside its place under a name that begins with a dot, and renamed when complete: whatever
has its own name is whole.
"""

from __future__ import annotations

import errno
import json
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from grader.errors import StoreError
from grader.model.base import Model
from grader.model.message import Message, say
from grader.model.submission import HelperFile, Submission
from grader.store.foldername import folder_name

REPORT, FILES = "report.json", "files"
UNFINISHED = ".unfinished-"
KEPT = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{8}(-\d+)?")


class Kept(Model):
    """The folder of a kept submission; `new` is False if it was there before."""

    folder: str
    new: bool


def keep(store: str, problem_set: str, student: str, submission: Submission, report: str) -> Kept:
    """Keeps a submission with its report (JSON); the same files of the same student only once.

    Raises StoreError if it cannot be kept: then nothing of it is left in the store.
    """
    place = Path(store) / problem_set / folder_name(student)
    try:
        place.mkdir(parents=True, exist_ok=True)
        with _alone_in(place) as alone:
            if alone:
                _remove_unfinished(place)
            if (before := _same(place, submission.digest)) is not None:
                return Kept(folder=str(before), new=False)
            return Kept(folder=str(_written(place, submission, report)), new=True)
    except OSError as error:
        why = _why(error, str(error.filename or place))
        raise StoreError(
            say("The submission was graded, but it is not recorded. {why}", why=why)
        ) from error


def kept_in(place: Path) -> tuple[Path, ...]:
    """The complete submissions in one student's folder, the oldest first."""
    return tuple(sorted(each for each in place.iterdir() if KEPT.fullmatch(each.name)))


def _same(place: Path, digest: str) -> Path | None:
    return next((each for each in kept_in(place) if _digest_of(each) == digest), None)


def _digest_of(folder: Path) -> object:
    try:
        return json.loads((folder / REPORT).read_bytes())["submission"]["digest"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


@contextmanager
def _alone_in(place: Path) -> Iterator[bool]:
    """Keeps other submits out of the folder; yields whether this system can do so."""
    if os.name != "posix":
        yield False
        return
    descriptor = os.open(place, os.O_RDONLY)
    try:
        yield _lock(descriptor)
    finally:
        os.close(descriptor)


def _lock(descriptor: int) -> bool:
    from fcntl import LOCK_EX, flock

    try:
        flock(descriptor, LOCK_EX)
    except OSError:  # some network file systems have no locks
        return False
    return True


def _remove_unfinished(place: Path) -> None:
    """Takes away what a submit that was killed has left."""
    for left in place.glob(f"{UNFINISHED}*"):
        shutil.rmtree(left, ignore_errors=True)


def _written(place: Path, submission: Submission, report: str) -> Path:
    unfinished = place / f"{UNFINISHED}{secrets.token_hex(8)}"
    try:
        unfinished.mkdir()
        for file in (submission.main, *submission.helpers):
            _write(unfinished / FILES / _inside(file), file.data)
        _write(unfinished / REPORT, report.encode("utf-8", "backslashreplace"))
        _sync_folder(unfinished)
        final = _free_name(place, submission.digest)
        unfinished.rename(final)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    _sync_folder(place)
    return final


def _inside(file: HelperFile) -> PurePosixPath:
    path = PurePosixPath(file.path)
    if path.is_absolute() or ".." in path.parts or not path.parts:
        raise StoreError(
            say(
                "The submission is not recorded: the path {file} leads out of it.",
                file=ascii(file.path),
            )
        )
    return path


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Makes the names in the folder outlast a power cut, where the system can."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _free_name(place: Path, digest: str) -> Path:
    """The time and the digest; with a number where other files had both the same."""
    name = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{digest[:8]}"
    names = (name, *(f"{name}-{number}" for number in range(2, 1000)))
    return next(place / each for each in names if not (place / each).exists())


def _why(error: OSError, path: str) -> Message:
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return say(
                "The disk that holds {path} is full: free some space, or give another place with "
                "--store FOLDER, and submit again.",
                path=path,
            )
        case errno.EROFS | errno.EACCES | errno.EPERM:
            return say(
                "You may not write to {path}: give another place with --store FOLDER, and submit "
                "again.",
                path=path,
            )
        case errno.EEXIST | errno.ENOTDIR:
            return say(
                "{path} is not a folder: give another place with --store FOLDER, and submit again.",
                path=path,
            )
        case _:
            return say(
                "{path} cannot be written ({why}): give another place with --store FOLDER, and "
                "submit again.",
                path=path,
                why=error.strerror or type(error).__name__,
            )
