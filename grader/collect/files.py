"""A folder of files, one per student: a file's name, without its ending, is the student.

Files of one name with different endings (`kim.py`, `kim.ipynb`) are attempts of one student, the
one that was changed last being the latest. A zip is a folder that was handed in.
"""

from __future__ import annotations

from grader.collect.handed import Named, Workroom
from grader.collect.layout import Layout, Wish, share
from grader.collect.names import is_archive, is_program, shown_path, stem
from grader.collect.tree import Entry, Tree
from grader.model.classroom import HandIn, Student
from grader.model.message import say

HALF_SURE = 0.5


def _is_hand_in(file: Entry) -> bool:
    return is_program(file.name) or is_archive(file.name)


def recognise(tree: Tree) -> float:
    """As sure as the share of modules and notebooks: any of the other layouts knows better."""
    return HALF_SURE * share(sum(map(_is_hand_in, tree.files)), tree)


def collect(tree: Tree, workroom: Workroom, _wish: Wish) -> list[HandIn]:
    """A hand-in for each module, notebook and zip."""
    for each in tree.folders:
        workroom.leave(
            each,
            say("it is a folder beside files; put it elsewhere, or take --layout folders for all"),
        )
    for each in tree.files:
        if not _is_hand_in(each):
            workroom.leave(each, say("it is neither a module, a notebook nor a zip"))
    files = sorted(filter(_is_hand_in, tree.files), key=lambda each: (each.changed, each.name))
    return [found for each in files if (found := _hand_in(each, workroom))]


def _hand_in(file: Entry, workroom: Workroom) -> HandIn | None:
    path = workroom.from_files([Named(file.name, file)])
    if path is None:
        return None
    return HandIn(student=Student(id=stem(file.name)), path=path, shown=shown_path(file.shown))


layout = Layout("files", recognise, collect, keeps_ids=False)
