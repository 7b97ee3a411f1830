"""nbgrader's exchange (`inbound/<user>+<assignment>+<time>+<random>/`) and its `submitted` folder.

Both may hold several assignments; one is collected. In the exchange every hand-in is an attempt.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from grader.collect.handed import Workroom
from grader.collect.layout import Layout, Wish, share
from grader.collect.names import is_program, nfc, shown_path
from grader.collect.times import WRITTEN, utc_of
from grader.collect.tree import Entry, Tree, tree_of
from grader.errors import UsageError
from grader.model.classroom import HandIn, Student
from grader.model.message import Message, say
from grader.nearest import nearest

INBOUND, SUBMITTED = "inbound", "submitted"
LOOKED_AT = 20
ALMOST_SURE = 0.9


class Sent(NamedTuple):
    """A name in the exchange taken apart; `written` is the time as it stands there."""

    user: str
    assignment: str
    written: str


def sent_of(name: str) -> Sent | None:
    """The parts of a name in the exchange, split from the right: a user's may hold a `+`."""
    parts = name.rsplit("+", 3)
    if len(parts) == 4 and WRITTEN.fullmatch(parts[2]) and all(parts[:2]):
        return Sent(*parts[:3])
    parts = name.rsplit("+", 2)
    if len(parts) == 3 and WRITTEN.fullmatch(parts[2]) and all(parts):
        return Sent(*parts)
    return None


class _Place(NamedTuple):
    """One assignment's folder of one student."""

    student: str
    assignment: str
    folder: Entry
    written: str


def recognise(tree: Tree) -> float:
    """Sure of the exchange's names, nearly so of `submitted/<student>/<assignment>`."""
    sent = share(sum(sent_of(each.name) is not None for each in tree.folders), tree)
    below = [_below(tree, name) for name in (INBOUND, SUBMITTED)]
    if below[0] is not None:
        return max(sent, recognise(below[0]))
    submitted = tree if tree.folder.name == SUBMITTED else below[1]
    return max(sent, ALMOST_SURE * _like_submitted(submitted) if submitted else 0.0)


def _below(tree: Tree, name: str) -> Tree | None:
    folder = next((each for each in tree.folders if each.name == name), None)
    below = tree_of(folder) if folder else None
    return None if isinstance(below, Message) else below


def _like_submitted(tree: Tree) -> float:
    """Which part of the first students' folders holds assignments' folders, and no program."""
    looked_at = [tree_of(each) for each in tree.folders[:LOOKED_AT]]
    fitting = [
        each
        for each in looked_at
        if isinstance(each, Tree)
        and each.folders
        and not any(is_program(file.name) for file in each.files)
    ]
    return len(fitting) / len(looked_at) if looked_at else 0.0


def collect(tree: Tree, workroom: Workroom, wish: Wish) -> list[HandIn]:
    """A hand-in for each that was sent, the oldest first; or one for each student's folder."""
    places = list(_places(tree, workroom))
    chosen = _chosen({each.assignment for each in places}, wish.assignment)
    found: list[HandIn] = []
    for each in sorted(places, key=_by_time):
        if each.assignment != chosen:
            workroom.leave(each.folder, say("it is of another assignment"))
        elif (path := workroom.from_folder(each.folder)) is not None:
            found.append(
                HandIn(
                    student=Student(id=each.student),
                    path=path,
                    shown=shown_path(each.folder.shown),
                    submitted=utc_of(each.written),
                )
            )
    return found


def _by_time(place: _Place) -> tuple[str, str]:
    return utc_of(place.written) or place.written, place.folder.name


def _places(tree: Tree, workroom: Workroom) -> Iterator[_Place]:
    inner = next((each for each in tree.folders if each.name in {INBOUND, SUBMITTED}), None)
    if inner is not None:
        for each in tree.entries:
            if each is not inner:
                workroom.leave(each, say("it lies beside the folder {name}", name=inner.name))
        if (below := workroom.open(inner)) is not None:
            yield from _places_in(below, workroom)
    else:
        yield from _places_in(tree, workroom)


def _places_in(tree: Tree, workroom: Workroom) -> Iterator[_Place]:
    for each in tree.files:
        workroom.leave(each, say("it is a file beside the students' folders"))
    sent_any = any(sent_of(each.name) for each in tree.folders)
    for each in tree.folders:
        sent = sent_of(each.name)
        if sent is not None:
            yield _Place(nfc(sent.user), sent.assignment, each, sent.written)
        elif sent_any:
            workroom.leave(each, say("its name is not one that nbgrader gives"))
        else:
            yield from _assignments_of(each, workroom)


def _assignments_of(student: Entry, workroom: Workroom) -> Iterator[_Place]:
    tree = workroom.open(student)
    for file in tree.files if tree else ():
        workroom.leave(file, say("it is a file beside the assignments' folders"))
    for folder in tree.folders if tree else ():
        yield _Place(student.name, folder.name, folder, "")


def _chosen(assignments: Iterable[str], wished: str | None) -> str | None:
    names = sorted(assignments)
    if wished is None and len(names) > 1:
        raise UsageError(
            say(
                "There are several assignments ({names}); choose one with --assignment NAME.",
                names=tuple(map(shown_path, names[:10])),
            )
        )
    if wished is not None and wished not in names:
        raise _unknown(wished, names)
    return wished or next(iter(names), None)


def _unknown(wished: str, names: list[str]) -> UsageError:
    close = nearest(wished, names)
    if close is None:
        return UsageError(
            say(
                "There is no assignment {wished}; there are: {names}.",
                wished=wished,
                names=tuple(map(shown_path, names[:10])),
            )
        )
    return UsageError(
        say("There is no assignment {wished}; did you mean {close}?", wished=wished, close=close)
    )


layout = Layout("nbgrader", recognise, collect, keeps_ids=True)
