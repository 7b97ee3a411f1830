"""Moodle's "download all submissions", with or without a folder per student.

The number N before `_assignsubmission_` is the worksheet's "Participant N": it is the student's
id, never the name, which Moodle has stripped of punctuation. Of a group, each member has the
group's files under a number of their own.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from grader.collect.handed import Named, Workroom
from grader.collect.layout import Layout, Wish, share
from grader.collect.names import shown_path
from grader.collect.tree import Entry, Tree
from grader.model.classroom import HandIn, Student
from grader.model.message import say

FILE = "file"


class Part(NamedTuple):
    """A name of Moodle's taken apart; `file` is empty for a student's folder."""

    number: str
    name: str
    kind: str
    file: str


def part_of(name: str) -> Part | None:
    """The parts of a name that Moodle made, or None."""
    head, marker, tail = name.partition("_assignsubmission_")
    owner = re.fullmatch(r"(?P<name>.*)_(?P<number>[0-9]{1,18})", head, re.DOTALL)
    kind, _, file = tail.partition("_")
    if not marker or owner is None or not re.fullmatch("[a-z]+", kind):
        return None
    return Part(owner["number"], _person(owner["name"]), kind, file)


def _person(name: str) -> str:
    """The name without the group's, `<group>_<number>_`: neither name holds an underscore."""
    grouped = re.fullmatch(r".+_[0-9]+_([^_]+)", name, re.DOTALL)
    return (grouped[1] if grouped else name).strip()


def recognise(tree: Tree) -> float:
    """As sure as the share of names that only Moodle makes."""
    return share(sum(part_of(each.name) is not None for each in tree.entries), tree)


def collect(tree: Tree, workroom: Workroom, _wish: Wish) -> list[HandIn]:
    """A hand-in for each participant who handed in files."""
    folders: list[tuple[Part, Entry]] = []
    flat: dict[str, list[tuple[Part, Entry]]] = {}
    for entry in tree.entries:
        part = part_of(entry.name)
        if part is None:
            workroom.leave(entry, say("its name is not one that Moodle gives"))
        elif part.kind != FILE:
            workroom.leave(entry, say("it is no file but what was typed into Moodle; read it"))
        elif entry.kind == "folder":
            folders.append((part, entry))
        else:
            flat.setdefault(part.number, []).append((part, entry))
    for part, entry in folders:
        if part.number in flat:
            workroom.leave(entry, say("it is a folder beside the same student's files"))
    found = [
        _from_folder(part, entry, workroom) for part, entry in folders if part.number not in flat
    ]
    found += [_from_files(files, workroom) for files in flat.values()]
    return [each for each in found if each is not None]


def _from_folder(part: Part, folder: Entry, workroom: Workroom) -> HandIn | None:
    return _hand_in(part, workroom.from_folder(folder), folder.shown)


def _from_files(files: list[tuple[Part, Entry]], workroom: Workroom) -> HandIn | None:
    part, first = files[0]
    named = [Named(each.file or entry.name, entry) for each, entry in files]
    return _hand_in(part, workroom.from_files(named), first.shown)


def _hand_in(part: Part, path: str | None, shown: str) -> HandIn | None:
    if path is None:
        return None
    student = Student(id=part.number, name=part.name)
    return HandIn(student=student, path=path, shown=shown_path(shown))


layout = Layout("moodle", recognise, collect, keeps_ids=True)
