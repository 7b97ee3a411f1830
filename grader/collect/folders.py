"""A folder per student: its name is the student, what it holds is one hand-in."""

from __future__ import annotations

from grader.collect.handed import Workroom
from grader.collect.layout import Layout, Wish, share
from grader.collect.names import is_program, shown_path, stem
from grader.collect.tree import Entry, Tree, tree_of
from grader.model.classroom import HandIn, Student
from grader.model.message import Message, say

HALF_SURE, HARDLY_SURE = 0.5, 0.1


def recognise(tree: Tree) -> float:
    """As sure as the share of folders; hardly, where a single folder wraps a whole class."""
    if len(tree.entries) == 1 and tree.folders and _holds_several(tree.folders[0]):
        return HARDLY_SURE
    return HALF_SURE * share(len(tree.folders), tree)


def _holds_several(folder: Entry) -> bool:
    inner = tree_of(folder)
    if isinstance(inner, Message):
        return False
    programs = [each.name for each in inner.files if is_program(each.name)]
    usual = [each for each in programs if stem(each).lower() in {"submission", "solution"}]
    return (not inner.files and bool(inner.folders)) or (len(programs) > 1 and not usual)


def collect(tree: Tree, workroom: Workroom, _wish: Wish) -> list[HandIn]:
    """A hand-in for each folder that holds anything."""
    for each in tree.files:
        workroom.leave(each, say("it is a file beside the students' folders"))
    found: list[HandIn] = []
    for each in sorted(tree.folders, key=lambda each: (each.changed, each.name)):
        if each.name.startswith("."):
            workroom.leave(each, say("it is hidden"))
        elif (path := workroom.from_folder(each)) is not None:
            student = Student(id=each.name)
            found.append(HandIn(student=student, path=path, shown=shown_path(each.shown)))
    return found


layout = Layout("folders", recognise, collect, keeps_ids=False)
