"""Where problem sets are, and what they are called. Imports no check."""

from __future__ import annotations

import os
import sysconfig
from collections.abc import Iterator, Sequence

from pydantic import BaseModel, ConfigDict, ValidationError

import grader
from grader.errors import UsageError
from grader.model.base import Model
from grader.model.message import Message, Text, say
from grader.model.problem_set import Slug
from grader.nearest import nearest
from grader.specs.explain import explain
from grader.specs.files import SPEC, Folder
from grader.specs.mistakes import Mistakes
from grader.specs.reading import read_yaml

FOLDERS_VARIABLE = "GRADE_PROBLEMS"


class ProblemName(Model):
    """A problem's slug and title, and the points of its items together."""

    slug: str
    title: Text
    points: float = 0


class SetName(Model):
    """A set's slug, title, folder and problems.

    Of a set whose names cannot be read, `mistakes` says why, and the slug is the folder's name.
    """

    slug: str
    title: Text
    folder: str
    problems: tuple[ProblemName, ...] = ()
    mistakes: tuple[Message, ...] = ()


class _Named(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")

    slug: Slug
    title: Text


class _Worth(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")

    points: float = 1


class _NamedProblem(_Named):
    items: tuple[_Worth, ...] = ()


class _NamedSet(_Named):
    problems: tuple[_NamedProblem, ...]


def set_folders() -> tuple[str, ...]:
    """Where sets are looked for, in this order: here, the environment, the checkout, installed."""
    package = os.path.dirname(os.path.abspath(grader.__file__))
    checkout = os.path.dirname(package)
    candidates = [os.path.join(os.getcwd(), "problems")]
    candidates += filter(None, os.environ.get(FOLDERS_VARIABLE, "").split(os.pathsep))
    if os.path.isfile(os.path.join(checkout, "pyproject.toml")):
        candidates.append(os.path.join(checkout, "problems"))
    candidates += [os.path.join(data, "share", "grader", "problems") for data in _installed()]
    present: dict[str, str] = {}
    for each in filter(os.path.isdir, candidates):
        present.setdefault(os.path.realpath(each), each)
    return tuple(present.values())


def _installed() -> tuple[str, str]:
    """Where a wheel's data goes: for everybody, and for one user."""
    user = sysconfig.get_preferred_scheme("user")
    return sysconfig.get_path("data"), sysconfig.get_path("data", user)


def sets_in(folder: str | os.PathLike[str]) -> tuple[SetName, ...]:
    """The sets in that folder, by folder name; none if there is no such folder."""
    return tuple(_named(path) for path in _folders(os.fspath(folder)))


def find_set(name_or_path: str, folders: Sequence[str]) -> str:
    """The folder of the set of that slug, or at that path; UsageError with the nearest slugs."""
    if os.path.basename(name_or_path) == SPEC:
        name_or_path = os.path.dirname(name_or_path) or os.curdir
    if _is_set(name_or_path) and _is_path(name_or_path):
        return name_or_path
    sets = [each for folder in folders for each in sets_in(folder)]
    for each in sets:
        if each.slug == name_or_path:
            return each.folder
    if _is_set(name_or_path):
        return name_or_path
    raise UsageError(_unknown(name_or_path, [each.slug for each in sets], folders))


def _is_path(name: str) -> bool:
    return os.path.basename(name) != name or name in (os.curdir, os.pardir)


def _is_set(path: str) -> bool:
    return os.path.isfile(os.path.join(path, SPEC))


def _folders(folder: str) -> Iterator[str]:
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return
    yield from filter(_is_set, (os.path.join(folder, name) for name in names))


def _named(path: str) -> SetName:
    mistakes = Mistakes(path)
    files = Folder(path, mistakes)
    text = files.text(SPEC)
    root = None if text is None else read_yaml(text, files.file(SPEC), mistakes)
    slug = os.path.basename(os.path.abspath(path))
    if root is not None:
        try:
            return _as_name(_NamedSet.model_validate(root.plain()), path)
        except ValidationError as error:
            for wrong in explain(error, _NamedSet, root):
                mistakes.add(files.file(SPEC), wrong.what, wrong.mark, wrong.path)
    return SetName(slug=slug, title=Text(slug), folder=path, mistakes=mistakes.told())


def _as_name(named: _NamedSet, path: str) -> SetName:
    problems = tuple(
        ProblemName(
            slug=each.slug, title=each.title, points=sum(item.points for item in each.items)
        )
        for each in named.problems
    )
    return SetName(slug=named.slug, title=named.title, folder=path, problems=problems)


def _unknown(name: str, slugs: list[str], folders: Sequence[str]) -> Message:
    known = tuple(dict.fromkeys(slugs))
    if not known:
        return say(
            "There is no problem set “{name}”. No sets were found in: {folders}.",
            name=name,
            folders=tuple(folders) or (say("no folder at all"),),
        )
    near = nearest(name, known)
    if near is None:
        return say("There is no problem set “{name}”. Known: {known}.", name=name, known=known)
    return say(
        "There is no problem set “{name}”; did you mean “{near}”? Known: {known}.",
        name=name,
        near=near,
        known=known,
    )
