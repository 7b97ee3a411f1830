"""What can keep a batch from being recorded, in words."""

from __future__ import annotations

import errno

from grader.errors import StoreError, UsageError
from grader.model.message import say


def unwritable(folder: str, error: OSError) -> StoreError:
    """The folder cannot be written; what was graded before is kept."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return StoreError(
            say(
                "The disk that holds {folder} is full. What was graded so far is kept: free some "
                "space and run the same command again; it goes on from there.",
                folder=folder,
            )
        )
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return StoreError(
            say(
                "You may not write to {folder}: give another place with --output FOLDER.",
                folder=folder,
            )
        )
    if error.errno in (errno.EEXIST, errno.ENOTDIR):
        return StoreError(
            say("{folder} is not a folder: give another place with --output FOLDER.", folder=folder)
        )
    return StoreError(
        say(
            "{folder} cannot be written ({why}). What was graded so far is kept: run the same "
            "command again, or give another place with --output FOLDER.",
            folder=folder,
            why=error.strerror or type(error).__name__,
        )
    )


def in_the_way(folder: str) -> UsageError:
    """The folder holds something that no batch has written."""
    return UsageError(
        say(
            "{folder} is not empty and holds no results of `grade batch`: give a new folder with "
            "--output FOLDER.",
            folder=folder,
        )
    )


def in_use(folder: str) -> UsageError:
    """Another command writes there just now."""
    return UsageError(
        say(
            "Another `grade batch` is writing to {folder} just now: wait for it, or give another "
            "folder with --output FOLDER.",
            folder=folder,
        )
    )


def damaged(file: str) -> StoreError:
    """The first line is not what was written: nothing after it can be trusted to belong here."""
    return StoreError(
        say(
            "The first line of {file} is damaged, so it cannot be told what its results are for. "
            "Move that file away and run the same command again; everything is graded anew.",
            file=file,
        )
    )


def another_set(folder: str, was: str, wanted: str) -> UsageError:
    """The folder has the results of another assignment."""
    return UsageError(
        say(
            "{folder} holds results for the problem set {was}, not for {wanted}: give another "
            "folder with --output FOLDER.",
            folder=folder,
            was=was,
            wanted=wanted,
        )
    )
