"""Gradescope's export: `submission_<number>/` folders, and `submission_metadata.yml` beside them.

That file is the only map to students. Of a group's submission each submitter gets the result.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from grader.collect.caps import MAX_METADATA
from grader.collect.handed import Workroom
from grader.collect.layout import Layout, Wish, share
from grader.collect.names import nfc, shown_path
from grader.collect.times import utc_of
from grader.collect.tree import Entry, Tree
from grader.errors import UsageError
from grader.model.classroom import HandIn, Overlooked, Student
from grader.model.message import Message, say, say_count

METADATA = "submission_metadata.yml"
FOLDER = re.compile(r"submission_[0-9]+")
MAX_NESTED = 30
LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Builds texts, lists and mappings, whatever a tag asks for: Ruby's symbols are texts with `:`."""


def recognise(tree: Tree) -> float:
    """Sure where the metadata lie; less so by the names of the folders alone."""
    if any(each.name == METADATA for each in tree.files):
        return 1.0
    return 0.7 * share(sum(FOLDER.fullmatch(each.name) is not None for each in tree.folders), tree)


def collect(tree: Tree, workroom: Workroom, _wish: Wish) -> list[HandIn]:
    """A hand-in for each submitter of each submission, the oldest first."""
    metadata = next((each for each in tree.files if each.name == METADATA), None)
    known = _read(metadata) if metadata else {}
    for each in tree.files:
        if each is not metadata:
            workroom.leave(each, say("it is a file beside the submissions' folders"))
    found = [
        hand_in
        for folder in tree.folders
        for hand_in in _of_folder(folder, known.pop(folder.name, None), workroom)
    ]
    for name in known:
        why = say("{file} names it, but it is not there", file=METADATA)
        workroom.tell(Overlooked(shown=shown_path(str(name)), why=why))
    return sorted(found, key=lambda each: each.submitted or "")


def _of_folder(folder: Entry, about: object, workroom: Workroom) -> Iterator[HandIn]:
    path = workroom.from_folder(folder)
    if path is None:
        return
    submitters = list(_students(about)) or [Student(id=folder.name)]
    written = about.get(":created_at") if isinstance(about, dict) else None
    for student in submitters:
        yield HandIn(
            student=student,
            path=path,
            shown=shown_path(folder.shown),
            submitted=utc_of(written) if isinstance(written, str) else None,
            notes=_notes(about is not None, len(submitters)),
        )


def _notes(known: bool, submitters: int) -> tuple[Message, ...]:
    if not known:
        return (say("{file} does not say whose it is", file=METADATA),)
    if submitters == 1:
        return ()
    return (
        say_count(
            "handed in by a group of {count} student",
            "handed in by a group of {count} students",
            submitters,
        ),
    )


def _students(about: object) -> Iterator[Student]:
    submitters = about.get(":submitters") if isinstance(about, dict) else None
    for each in submitters if isinstance(submitters, list) else ():
        if isinstance(each, dict):
            name, email, sid = (_text(each, key) for key in (":name", ":email", ":sid"))
            if known := sid or email or name:
                yield Student(id=known, name=name, email=email, sid=sid)


def _text(tree: dict[object, object], key: str) -> str:
    found = tree.get(key)
    return nfc(found.strip()) if isinstance(found, str) else ""


def _read(file: Entry) -> dict[object, object]:
    with open(file.path, "rb") as opened:
        data = opened.read(MAX_METADATA + 1)
    try:
        tree = _tree(data)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise _unreadable(file, " ".join(str(error).split())[:200]) from error
    if not isinstance(tree, dict):
        raise _unreadable(file, "it holds no submissions")
    return tree


def _tree(data: bytes) -> object:
    if len(data) > MAX_METADATA:
        raise ValueError("it is too large")
    depth = 0
    for event in yaml.parse(data, Loader=LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_NESTED:
            raise ValueError("it is nested too deeply")
    return yaml.load(data, Loader=LOADER)  # noqa: S506  BaseLoader makes texts only


def _unreadable(file: Entry, why: str) -> UsageError:
    return UsageError(
        say(
            "{file} is not what Gradescope writes ({why}); export the submissions again,"
            " or take --layout folders",
            file=shown_path(file.shown),
            why=why,
        )
    )


layout = Layout("gradescope", recognise, collect, keeps_ids=False)
