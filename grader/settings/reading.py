"""Who the student is, where submissions are kept, where problem sets lie, which language is spoken.

The first that says so holds: the command line, the environment (GRADE_STUDENT, GRADE_STORE,
GRADE_PROBLEMS), the project's configuration file, the user's. The project's is the nearest
`grade.toml` in the working directory or above it; the user's lies where the system keeps those.
"""

from __future__ import annotations

import getpass
import os
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Literal

from grader.errors import UsageError
from grader.model.base import Model
from grader.model.message import Language, Message, say
from grader.settings.file import Configuration, read_configuration

DEFAULT_STORE = "submissions"

Origin = Literal["option", "environment", "configuration", "login", "nowhere"]


class Student(Model):
    """A student's name and how it is known; `file` is the configuration file that says it."""

    name: str
    origin: Origin
    file: str = ""

    @property
    def source(self) -> Message:
        """How the name is known, to be put behind it."""
        match self.origin:
            case "option":
                return say("from --student")
            case "environment":
                return say("from GRADE_STUDENT in the environment")
            case "configuration":
                return say("from {file}", file=self.file)
            case "login":
                return say("the login name; --student NAME gives another")
            case "nowhere":
                return say("no name is known; give one with --student NAME")


class Settings(Model):
    """`own_names` are the names of the person at the keyboard, as known without an option.

    `problems` are folders that hold problem sets, none of which need exist; `store` is a path.
    """

    student: Student
    own_names: frozenset[str]
    store: str
    lang: Language | None
    problems: tuple[str, ...]


def login_name() -> str | None:
    """The name of this account, or None where the system does not know one."""
    try:
        return getpass.getuser() or None
    except (OSError, KeyError, ImportError):
        return None


def read_settings(
    *,
    environ: Mapping[str, str],
    project: Path | None = None,
    user: Path | None = None,
    login: Callable[[], str | None] = login_name,
    student: str | None = None,
    store: str | None = None,
) -> Settings:
    """All settings; `student` and `store` are the command line's, the paths configuration files.

    Raises UsageError if a configuration file is wrong or a name is not one.
    """
    files = tuple((read_configuration(path), str(path)) for path in (project, user))
    known = tuple(_known(environ, files, login))
    chosen = Student(name=student_name(student), origin="option") if student is not None else None
    configurations = tuple(configuration for configuration, _ in files)
    return Settings(
        student=chosen or next(iter(known), Student(name="unknown", origin="nowhere")),
        own_names=frozenset(each.name for each in known),
        store=_first(store, environ.get("GRADE_STORE"), *(each.store for each in configurations))
        or DEFAULT_STORE,
        lang=next((each.lang for each in configurations if each.lang), None),
        problems=_problems(environ, configurations),
    )


def configured_language(project: Path | None, user: Path | None) -> Language | None:
    """The configured language; None also where a file is wrong: read_settings tells of that."""
    try:
        return read_configuration(project).lang or read_configuration(user).lang
    except UsageError:
        return None


def student_name(written: str) -> str:
    """The name in its one normal form: NFC, single spaces. UsageError if nothing is left of it."""
    if any("\ud800" <= character <= "\udfff" for character in written):
        raise UsageError(say("The student's name {name} is not text.", name=ascii(written)))
    name = " ".join(unicodedata.normalize("NFC", written).split())
    if not name:
        raise UsageError(say("The student's name is empty. Give one: --student NAME"))
    return name


def _known(
    environ: Mapping[str, str],
    files: tuple[tuple[Configuration, str], ...],
    login: Callable[[], str | None],
) -> Iterator[Student]:
    """Every name by which the person at the keyboard is known, the best first."""
    if name := environ.get("GRADE_STUDENT"):
        yield Student(name=student_name(name), origin="environment")
    for configuration, path in files:
        if configuration.student:
            name = student_name(configuration.student)
            yield Student(name=name, origin="configuration", file=path)
    if name := login():
        yield Student(name=student_name(name), origin="login")


def _first(*wishes: str | None) -> str | None:
    return next((wish for wish in wishes if wish), None)


def _problems(
    environ: Mapping[str, str], configurations: tuple[Configuration, ...]
) -> tuple[str, ...]:
    listed = tuple(filter(None, environ.get("GRADE_PROBLEMS", "").split(os.pathsep)))
    return listed or next((each.problems for each in configurations if each.problems), ())
