"""The list of the class: a CSV file with a line per student.

Columns are known by their usual names, English or Korean, in any order; others are left alone.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

from grader.collect.caps import MAX_ROSTER
from grader.collect.names import nfc, shown_path
from grader.collect.tree import why_not
from grader.errors import UsageError
from grader.model.base import Model
from grader.model.classroom import Student
from grader.model.message import Message, say

IDS = (
    *("id", "studentid", "학번", "sisuserid", "user", "userid", "username", "identifier", "식별자"),
    *("sid", "studentnumber", "studentno", "학생번호", "loginid", "sisloginid", "login", "아이디"),
)
"""Names of the column that tells students apart, without spaces and letter case; the first wins."""

SIDS = ("sid", "sisuserid", "학번", "studentid", "studentnumber", "studentno", "학생번호")
NAMES = ("name", "fullname", "이름", "성명", "studentname", "student", "학생이름")
FIRST_NAMES, LAST_NAMES = ("firstname", "givenname"), ("lastname", "surname", "familyname", "성")
EMAILS = ("email", "emailaddress", "mail", "이메일", "이메일주소", "전자우편")
NUMBERED = ("identifier", "식별자")
DELIMITERS = ",;\t"
NOT_A_STUDENT = "points possible"
"""The second line of Canvas's gradebook."""


class Roster(Model):
    """The class as somebody listed it; ids are unique."""

    file: str
    students: tuple[Student, ...]


def read_roster(path: str) -> Roster:
    """The students of a CSV file: UTF-8 (with or without a mark), UTF-16 with one, or CP949.

    Fields are separated by commas, semicolons or tabs. UsageError, with file and line, for a file
    that cannot be read, is empty, has no column of ids, or has an id twice or not at all.
    """
    text = _text(path)
    try:
        students = tuple(_students(text, path))
    except csv.Error as error:
        raise _wrong(path, say("it is not a CSV file ({error})", error=str(error))) from error
    if not students:
        raise _wrong(path, say("it lists no student; a line for each comes below the titles"))
    return Roster(file=shown_path(path), students=students)


def _text(path: str) -> str:
    try:
        with open(path, "rb") as file:
            data = file.read(MAX_ROSTER + 1)
    except OSError as error:
        raise _wrong(path, why_not(error)) from error
    except ValueError as error:
        raise _wrong(path, say("its name cannot be a file's")) from error
    if len(data) > MAX_ROSTER:
        megabytes = MAX_ROSTER // 1_000_000
        raise _wrong(path, say("it is larger than {megabytes} MB", megabytes=megabytes))
    return _decoded(data, path)


def _decoded(data: bytes, path: str) -> str:
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp949"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _wrong(path, say("it is neither UTF-8 nor CP949; save it as CSV in UTF-8"))


def _students(text: str, path: str) -> Iterator[Student]:
    lines = csv.reader(text.splitlines(keepends=True), delimiter=_delimiter(text), strict=True)
    rows = ((lines.line_num, row) for row in lines if any(map(str.strip, row)))
    columns = _Columns(next(rows, (1, []))[1], path)
    first_lines: dict[str, int] = {}
    for line, row in rows:
        student = columns.student(row)
        if student is None:
            if columns.is_student(row):
                raise _wrong(path, say("line {line} has no id; give it one", line=line))
            continue
        if (first := first_lines.setdefault(student.id, line)) != line:
            raise _wrong(path, _twice(student.id, first, line))
        yield student


def _delimiter(text: str) -> str:
    titles = next(filter(str.strip, text.splitlines()), "")
    return max(DELIMITERS, key=titles.count)


class _Columns:
    """Where in a line the id, the name and so on stand."""

    def __init__(self, titles: list[str], path: str) -> None:
        self._at: dict[str, int] = {}
        for at, title in enumerate(titles):
            self._at.setdefault(_key(title), at)
        self._id = self._first(IDS)
        if self._id is None:
            raise _wrong(path, _no_ids(titles) if titles else say("it is empty"))
        self._numbered = _key(titles[self._id]) in NUMBERED
        self._sid = next((at for at in map(self._at.get, SIDS) if at not in {None, self._id}), None)
        self._email = self._first(EMAILS)

    def student(self, row: list[str]) -> Student | None:
        """The student of that line, or None if it has no id."""
        written = _cell(row, self._id)
        # Moodle's worksheet: "Participant 12", in any language.
        number = re.search(r"[0-9]+$", written) if self._numbered else None
        known = number[0] if number else written
        if not known:
            return None
        email, sid = _cell(row, self._email), _cell(row, self._sid)
        return Student(id=known, name=self._name(row), email=email, sid=sid)

    def is_student(self, row: list[str]) -> bool:
        """Whether the line is meant to be a student's."""
        return self._name(row).casefold() != NOT_A_STUDENT

    def _name(self, row: list[str]) -> str:
        whole = _cell(row, self._first(NAMES))
        halves = (_cell(row, self._first(FIRST_NAMES)), _cell(row, self._first(LAST_NAMES)))
        return whole or " ".join(filter(None, halves))

    def _first(self, titles: tuple[str, ...]) -> int | None:
        return next((self._at[each] for each in titles if each in self._at), None)


def _cell(row: list[str], at: int | None) -> str:
    return nfc(" ".join(row[at].split())) if at is not None and at < len(row) else ""


def _key(title: str) -> str:
    return re.sub(r"[\W_]", "", nfc(title).casefold())


def _no_ids(titles: list[str]) -> Message:
    return say(
        "line 1 has no column of ids, only: {titles}; call the column with the ids `id`",
        titles=tuple(shown_path(each.strip()) for each in titles[:10]),
    )


def _twice(student: str, first: int, second: int) -> Message:
    return say(
        "the id {id} is on line {first} and again on line {second}; remove one of them",
        id=shown_path(student),
        first=first,
        second=second,
    )


def _wrong(path: str, why: Message) -> UsageError:
    return UsageError(say("The roster {file}: {why}.", file=shown_path(path), why=why))
