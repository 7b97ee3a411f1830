"""A folder or a zip → who handed in what."""

from __future__ import annotations

import os
import stat
from collections import defaultdict
from pathlib import Path
from typing import Literal

from grader.collect.archive import DOWNLOAD, RefusedError
from grader.collect.handed import Workroom
from grader.collect.joining import Joined, join
from grader.collect.layout import Wish
from grader.collect.layouts import named_layout, recognised, why_empty
from grader.collect.names import is_archive, natural, shown_path
from grader.collect.roster import Roster
from grader.collect.tree import Entry, Tree, is_text, root, tree_of, why_not
from grader.collect.unpack import DiskError, unpack
from grader.errors import UsageError
from grader.model.classroom import Collection, HandIn
from grader.model.message import Message, say

Attempt = Literal["latest", "best", "all"]


def find(
    path: str | os.PathLike[str],
    *,
    room: Path,
    layout: str | None = None,
    roster: Roster | None = None,
    attempt: Attempt = "latest",
    assignment: str | None = None,
) -> Collection:
    """Finds what a class handed in, in a folder or a zip. Nothing is read as a program.

    `room` is an empty folder of the caller's; zips are unpacked there, and it must stay as long as
    hand-ins are read. `layout` forces one (`LAYOUT_NAMES`), else the surest is taken. `assignment`
    chooses one of several, where a layout keeps them together.

    A student's attempts count from one, the oldest first: by the time that the layout tells, else
    by the version in the file's name, else by when the file was changed. `latest` takes the last
    of each student; `all` and `best` take all, since which is best is known once they are graded.

    Raises UsageError if there is nothing to collect. Whatever else is not taken is in `overlooked`,
    except what systems leave beside files (`__MACOSX`, `.DS_Store`, `.ipynb_checkpoints`, …).
    """
    given = os.fspath(path)
    forced = named_layout(layout) if layout is not None else None
    workroom = Workroom(room / "own")
    try:
        tree = _opened(given, room / "download", workroom)
        chosen, level = recognised(tree, forced)
        _tell_of(tree, level, workroom)
        hand_ins = chosen.collect(level, workroom, Wish(assignment))
    except (DiskError, OSError) as error:
        raise _no_room(room, error) from error
    joined = Joined(hand_ins, ())
    if roster is not None:
        joined = join(hand_ins, roster, keeps_ids=chosen.keeps_ids)
    taken, superseded = _split(_numbered(joined.hand_ins), attempt)
    return Collection(
        layout=chosen.name,
        hand_ins=taken,
        superseded=superseded,
        missing=joined.missing,
        overlooked=tuple(workroom.overlooked),
    )


def _opened(given: str, place: Path, workroom: Workroom) -> Tree:
    """The folder, or the zip's contents, listed."""
    if not is_text(given):
        raise _wrong(given, say("its name is not UTF-8; rename it"))
    try:
        is_folder = stat.S_ISDIR(os.stat(given).st_mode)
    except (OSError, ValueError) as error:
        missing = error if isinstance(error, OSError) else FileNotFoundError()
        raise _wrong(given, why_not(missing)) from error
    tree = tree_of(root(given) if is_folder else _unpacked(given, place, workroom))
    why = why_empty(tree)
    if why is not None or isinstance(tree, Message):
        raise _wrong(given, why or say("it is empty"))
    return tree


def _unpacked(file: str, place: Path, workroom: Workroom) -> Entry:
    if not is_archive(file):
        raise _wrong(
            file,
            say("it is one file; give a folder or a zip of a class, or grade it with grade check"),
        )
    try:
        unpack(file, place, DOWNLOAD, "", workroom.tell)
    except RefusedError as error:
        raise _wrong(file, error.why) from error
    return root(str(place))


def _tell_of(tree: Tree, level: Tree, workroom: Workroom) -> None:
    """What cannot be taken of the folder and of those that wrap its submissions."""
    workroom.overlooked.extend(tree.overlooked)
    while tree is not level and tree.folder.path != level.folder.path:
        inner = tree_of(tree.folders[0])
        if isinstance(inner, Message):
            return
        tree = inner
        workroom.overlooked.extend(tree.overlooked)


def _numbered(hand_ins: list[HandIn]) -> list[HandIn]:
    """Each with its attempt, sorted by student and attempt; they came the oldest first."""
    by_student: defaultdict[str, list[HandIn]] = defaultdict(list)
    for each in hand_ins:
        by_student[each.student.id].append(each)
    return [
        each.model_copy(update={"attempt": attempt})
        for student in sorted(by_student, key=natural)
        for attempt, each in enumerate(by_student[student], start=1)
    ]


def _split(
    hand_ins: list[HandIn], attempt: Attempt
) -> tuple[tuple[HandIn, ...], tuple[HandIn, ...]]:
    """Those to grade, and those that the rule leaves out."""
    if attempt != "latest":
        return tuple(hand_ins), ()
    last = {each.student.id: each.attempt for each in hand_ins}
    is_last = [each.attempt == last[each.student.id] for each in hand_ins]
    pairs = list(zip(hand_ins, is_last, strict=True))
    return tuple(each for each, yes in pairs if yes), tuple(each for each, yes in pairs if not yes)


def _wrong(path: str, why: Message) -> UsageError:
    return UsageError(say("{path}: {why}.", path=shown_path(path), why=why))


def _no_room(room: Path, error: DiskError | OSError) -> UsageError:
    cause = error.error if isinstance(error, DiskError) else error
    return UsageError(
        say(
            "The submissions cannot be unpacked in {room} ({error}); free some space there.",
            room=shown_path(str(room)),
            error=cause.strerror or type(cause).__name__,
        )
    )
