"""Canvas's "download submissions": one folder of attachments, named by user and attachment.

`<name>[_LATE]_<user>_<attachment>_<file>`, of anonymous assignments
`anon_<id>[_LATE]_<attachment>_<file>`. A file that was handed in again is called `hw-1.py`, then
`hw-2.py`: if a student's programs are all such versions of one, each is an attempt, with the newest
version of every other file. Otherwise the newest versions of all files are one hand-in together.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import NamedTuple

from grader.collect.handed import Named, Workroom
from grader.collect.layout import Layout, Wish, share
from grader.collect.names import is_archive, is_program, shown_path
from grader.collect.tree import Entry, Tree
from grader.model.classroom import HandIn, Student
from grader.model.message import say

NUMBER = "[0-9]{1,20}"
NAMED = re.compile(
    rf"(?P<name>.+?)(?P<late>_LATE|_late)?_(?P<user>{NUMBER})_(?P<attachment>{NUMBER})_(?P<file>.+)",
    re.DOTALL,
)
ANONYMOUS = re.compile(
    rf"(?P<user>anon_[^_]+?)(?P<late>_LATE|_late)?_(?P<attachment>{NUMBER})_(?P<file>.+)", re.DOTALL
)
TYPED = re.compile(r".+_(text|link)\.html", re.DOTALL)
VERSIONED = re.compile(r"(?P<stem>.+?)(-(?P<version>[0-9]{1,6}))?(?P<ending>\.[^.]+)?", re.DOTALL)


class Attachment(NamedTuple):
    """A name of Canvas's taken apart; `plain` is the file's without its version."""

    user: str
    name: str
    late: bool
    number: int
    file: str
    plain: str
    version: int


def attachment_of(name: str) -> Attachment | None:
    """The parts of a name that Canvas made, or None."""
    found = ANONYMOUS.fullmatch(name) or NAMED.fullmatch(name)
    if found is None:
        return None
    owner = found.groupdict().get("name") or ""
    plain, version = _version(found["file"])
    late, number = found["late"] is not None, int(found["attachment"])
    return Attachment(found["user"], owner, late, number, found["file"], plain, version)


def _version(file: str) -> tuple[str, int]:
    parts = VERSIONED.fullmatch(file)
    if parts is None:
        return file, 0
    return parts["stem"] + (parts["ending"] or ""), int(parts["version"] or 0)


Attached = tuple[Attachment, Entry]


def recognise(tree: Tree) -> float:
    """As sure as the share of names that Canvas makes."""
    return share(sum(_is_known(each) for each in tree.files), tree)


def _is_known(file: Entry) -> bool:
    return attachment_of(file.name) is not None or TYPED.fullmatch(file.name) is not None


def collect(tree: Tree, workroom: Workroom, _wish: Wish) -> list[HandIn]:
    """Hand-ins for each user who attached a file."""
    users: defaultdict[str, list[Attached]] = defaultdict(list)
    for entry in tree.entries:
        attachment = attachment_of(entry.name) if entry.kind == "file" else None
        if attachment is not None:
            users[attachment.user].append((attachment, entry))
        elif TYPED.fullmatch(entry.name):
            workroom.leave(entry, say("it is no file but what was typed into Canvas; read it"))
        else:
            workroom.leave(entry, say("its name is not one that Canvas gives"))
    return [each for files in users.values() for each in _of_user(files, workroom)]


def _of_user(files: list[Attached], workroom: Workroom) -> list[HandIn]:
    files.sort(key=lambda each: (each[0].version, each[0].number))
    newest = {attachment.plain: (attachment, entry) for attachment, entry in files}
    programs = [each for each in files if _is_main(each)]
    if len({attachment.plain for attachment, _ in programs}) == 1:
        rest = [each for each in newest.values() if not _is_main(each)]
        together = [[each, *rest] for each in programs]
    else:
        together = [list(newest.values())]
    _leave_older(files, together, workroom)
    found = [_hand_in(each, workroom) for each in together]
    return [each for each in found if each is not None]


def _is_main(attached: Attached) -> bool:
    return is_program(attached[0].file) or is_archive(attached[0].file)


def _leave_older(files: list[Attached], taken: list[list[Attached]], workroom: Workroom) -> None:
    used = {entry.path for together in taken for _, entry in together}
    for _, entry in files:
        if entry.path not in used:
            workroom.leave(entry, say("the student handed in a newer version of it"))


def _hand_in(files: list[Attached], workroom: Workroom) -> HandIn | None:
    first, entry = files[0]
    path = workroom.from_files([Named(each.plain, found) for each, found in files])
    if path is None:
        return None
    return HandIn(
        student=Student(id=first.user, name=first.name),
        path=path,
        shown=shown_path(entry.shown),
        late=any(each.late for each, _ in files),
    )


layout = Layout("canvas", recognise, collect, keeps_ids=True)
