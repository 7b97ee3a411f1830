"""Who of the roster a student in the download is.

By id first, then by student number, address, its part before the `@`, and last by name, punctuation
and letter case aside; then by a part of a file's or folder's name (`20231234_Kim`) that is an id.
What fits two people, or two students by name alone, is left as it is, with a note: nothing is
guessed.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from grader.collect.names import nfc
from grader.collect.roster import Roster
from grader.model.classroom import HandIn, Student
from grader.model.message import Message, say

SHORTEST_PART = 4
"""Characters of a part of a name that may be an id: the 1 of `kim_hw_1` is none."""


class Joined(NamedTuple):
    """The hand-ins, their students as the roster knows them; who of it has none."""

    hand_ins: list[HandIn]
    missing: tuple[Student, ...]


class _Match(NamedTuple):
    person: Student | None
    by_name: bool
    note: Message | None


def join(hand_ins: list[HandIn], roster: Roster, *, keeps_ids: bool) -> Joined:
    """Fills in what the roster knows. `keeps_ids`: the roster's id becomes the student number."""
    index = _Index(roster.students)
    students = {each.student.id: each.student for each in hand_ins}
    matches = {key: index.match(each) for key, each in students.items()}
    named = Counter(each.person.id for each in matches.values() if each.person and each.by_name)
    exact = {each.person.id for each in matches.values() if each.person and not each.by_name}
    for key, match in matches.items():
        person = match.person
        if person and match.by_name and named[person.id] + (person.id in exact) > 1:
            matches[key] = _Match(None, True, _shared(person))
    present = {each.person.id for each in matches.values() if each.person}
    return Joined(
        [_told(each, matches[each.student.id], keeps_ids) for each in hand_ins],
        tuple(each for each in roster.students if each.id not in present),
    )


def _told(hand_in: HandIn, match: _Match, keeps_ids: bool) -> HandIn:
    notes = (*hand_in.notes, match.note) if match.note else hand_in.notes
    if match.person is None:
        return hand_in.model_copy(update={"notes": notes})
    student = _merged(hand_in.student, match.person, keeps_ids)
    return hand_in.model_copy(update={"student": student, "notes": notes})


def _merged(found: Student, person: Student, keeps_ids: bool) -> Student:
    return Student(
        id=found.id if keeps_ids else person.id,
        name=person.name or found.name,
        email=person.email or found.email,
        sid=person.sid or found.sid or (person.id if keeps_ids and person.id != found.id else ""),
    )


def _shared(person: Student) -> Message:
    return say(
        "several submissions bear the name of {name} on the roster; not joined to any of them",
        name=person.name or person.id,
    )


class _Index:
    """The roster by everything that a student may be known by."""

    def __init__(self, people: Iterable[Student]) -> None:
        self._by: dict[str, defaultdict[str, list[Student]]] = {
            kind: defaultdict(list) for kind in ("id", "sid", "email", "local", "name")
        }
        for each in people:
            for kind, keys in _keys(each).items():
                for key in keys - {""}:
                    self._by[kind][key].append(each)

    def match(self, student: Student) -> _Match:
        """The one person who fits by the surest of the ways that fit anybody."""
        for kind, words in _ways(student):
            people = {each.id: each for word in words for each in self._by[kind].get(word, ())}
            if len(people) > 1:
                return _Match(None, kind == "name", _ambiguous(list(people.values())))
            if people:
                person = next(iter(people.values()))
                return _Match(person, kind == "name", _doubt(student, person))
        return _Match(None, False, say("not on the roster"))


def _keys(person: Student) -> dict[str, set[str]]:
    email = person.email.casefold()
    return {
        "id": {person.id},
        "sid": {person.sid},
        "email": {email},
        "local": {email.partition("@")[0]},
        "name": set(_names(person.name)),
    }


def _ways(student: Student) -> Iterator[tuple[str, set[str]]]:
    own = {student.id, student.sid} - {""}
    emails = {student.email.casefold(), student.id.casefold()} - {""}
    words = re.split(r"[\s_()\[\],+-]+", student.id)
    parts = {each for each in words if len(each) >= SHORTEST_PART}
    yield "id", own
    yield "sid", own
    yield "email", emails
    yield "local", {each.partition("@")[0] for each in emails}
    yield "name", {_name_key(student.known_as)} - {""}
    yield "id", parts
    yield "sid", parts


def _names(name: str) -> Iterator[str]:
    """The name as written, and with its last word first or its first word last, as systems sort."""
    words = name.split()
    yield _name_key(name)
    yield _name_key("".join(words[-1:] + words[:-1]))
    yield _name_key("".join(words[1:] + words[:1]))


def _name_key(name: str) -> str:
    return re.sub(r"[\W_]", "", nfc(name).casefold())


def _ambiguous(people: list[Student]) -> Message:
    return say(
        "fits several students of the roster ({ids}); not joined to any of them",
        ids=tuple(each.id for each in people[:10]),
    )


def _doubt(found: Student, person: Student) -> Message | None:
    if not found.name or not person.name or set(_names(found.name)) & set(_names(person.name)):
        return None
    return say(
        "joined by id, but the download says {found} and the roster {person}",
        found=found.name,
        person=person.name,
    )
