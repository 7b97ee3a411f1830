"""A folder with one submission: which file it is, and which files beside it are its helpers."""

from __future__ import annotations

import os
import stat
import sys
import unicodedata
from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from grader.errors import SubmissionError
from grader.model.message import Message, say, say_count
from grader.model.submission import HelperFile
from grader.sources.caps import (
    MAX_ENTRIES,
    MAX_HELPER_PATH,
    MAX_LEFT_OUT,
)
from grader.sources.files import shown, state_of, why_not
from grader.sources.room import Room

PROGRAMS = (".py", ".ipynb")
USUAL_NAMES = frozenset({"submission", "solution"})
HELPERS = frozenset(
    [
        ".py",
        ".csv",
        ".tsv",
        ".txt",
        ".json",
        ".yaml",
        ".yml",
        ".npy",
        ".npz",
        ".pt",
        ".png",
        ".jpg",
        ".jpeg",
    ],
)
NOT_ENTERED = frozenset({"__pycache__", "venv", "env", "node_modules", "site-packages"})
NEVER_SHADOWED = sys.stdlib_module_names | {
    "IPython",
    "grader",
    "matplotlib",
    "numpy",
    "sitecustomize",
    "torch",
    "usercustomize",
}

LeftOut = tuple[str, Message]


class Beside(NamedTuple):
    """The helpers, and what is not handed in or is worth a word, each with the reason."""

    helpers: tuple[HelperFile, ...]
    left_out: tuple[LeftOut, ...]


def submission_in(folder: str) -> str:
    """The name of the one submission in the folder; SubmissionError if there is none or several.

    The rule: the only file called submission or solution; else the only notebook; else the only
    Python file. Hidden files, links and `__init__.py` do not count.
    """
    names = [name for name in _names_in(folder) if _may_be_submission(folder, name)]
    usual = [name for name in names if _stem(name) in USUAL_NAMES]
    notebooks = [name for name in names if name.lower().endswith(".ipynb")]
    candidates = usual or notebooks or names
    if not candidates:
        raise _none(folder)
    if len(candidates) > 1:
        raise _several(folder, candidates)
    return candidates[0]


def _names_in(folder: str) -> list[str]:
    names: list[str] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                names.append(entry.name)
                if len(names) > MAX_ENTRIES:
                    raise _too_many(folder)
    except OSError as error:
        why = why_not(error)
        raise SubmissionError(say("{file}: {why}", file=shown(folder), why=why)) from error
    return sorted(names)


def _may_be_submission(folder: str, name: str) -> bool:
    if name.startswith(".") or name == "__init__.py" or not name.lower().endswith(PROGRAMS):
        return False
    state = state_of(os.path.join(folder, name))
    return not isinstance(state, Message) and stat.S_ISREG(state.st_mode)


def _stem(name: str) -> str:
    return os.path.splitext(name)[0].lower()


def helpers_in(folder: str, main: str) -> Beside:
    """Modules and small data files in the folder and below it, nearest first, within the caps."""
    helpers: list[HelperFile] = []
    left_out: list[LeftOut] = []
    seen = {_key(main)}
    room = Room()
    for name, refusal in _walk(folder):
        if name == main:
            continue
        taken = refusal or _taken(os.path.join(folder, name), name, seen, room)
        if isinstance(taken, Message):
            left_out.append((shown(name), taken))
        else:
            helpers.append(HelperFile(path=unicodedata.normalize("NFC", name), data=taken))
            seen.add(_key(name))
    return Beside(tuple(helpers), _cut([*shadowing(helpers), *left_out]))


def _walk(folder: str) -> Iterator[tuple[str, Message | None]]:
    """Files below the folder, with forward slashes; or a folder and why it is not entered."""
    waiting = deque([""])
    looked_at = 0
    while waiting:
        inside = waiting.popleft()
        try:
            names = _names_in(os.path.join(folder, inside))
        except SubmissionError as error:
            yield inside, error.message
            continue
        looked_at += len(names)
        if looked_at > MAX_ENTRIES:
            yield inside or ".", say("the folder holds too many files to look at them all")
            return
        for name in names:
            path = f"{inside}/{name}" if inside else name
            if not is_folder(os.path.join(folder, path)):
                yield path, None
            elif (refusal := _not_entered(folder, path)) is not None:
                yield path + "/", refusal
            else:
                waiting.append(path)


def is_folder(path: str) -> bool:
    """Whether a folder is there; a link to one is not."""
    state = state_of(path)
    return not isinstance(state, Message) and stat.S_ISDIR(state.st_mode)


def _not_entered(folder: str, path: str) -> Message | None:
    name = os.path.basename(path)
    if name.startswith("."):
        return say("it is hidden")
    environment = os.path.join(folder, path, "pyvenv.cfg")
    if name in NOT_ENTERED or not isinstance(state_of(environment), Message):
        return say("it holds what Python or a tool has made, not your work")
    return None


def _taken(path: str, name: str, seen: set[str], room: Room) -> bytes | Message:
    """The helper's bytes, or why it is left out."""
    refusal = _unfit(name)
    if refusal is not None:
        return refusal
    if _key(name) in seen:
        return say("its name differs from another's only in letter case; rename one")
    return room.take(path)


def _unfit(name: str) -> Message | None:
    base, suffix = os.path.splitext(os.path.basename(name).lower())
    if base.startswith("."):
        return say("it is hidden")
    if suffix == ".ipynb":
        return say("it is another notebook")
    if suffix not in HELPERS:
        return say("it is neither a module nor a data file that is handed in")
    if not name.isprintable() or "\\" in name or len(name.encode()) > MAX_HELPER_PATH:
        return say("its name is too long or holds characters that cannot be shown; rename it")
    return None


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def shadowing(helpers: list[HelperFile]) -> Iterator[LeftOut]:
    """A word on each helper that bears the name of a library; it goes along all the same."""
    tops = {each.path: each.path.partition("/")[0] for each in helpers if each.path[-3:] == ".py"}
    for path, top in tops.items():
        name = top.removesuffix(".py")
        if name in NEVER_SHADOWED:
            yield (
                path,
                say(
                    "it is handed in, but `import {name}` always means the library;"
                    " rename it if you import it",
                    name=name,
                ),
            )


def _cut(left_out: list[LeftOut]) -> tuple[LeftOut, ...]:
    more = len(left_out) - MAX_LEFT_OUT
    if more <= 0:
        return tuple(left_out)
    rest = say_count("and {count} more file", "and {count} more files", more)
    return (*left_out[:MAX_LEFT_OUT], ("…", rest))


def _none(folder: str) -> SubmissionError:
    return SubmissionError(
        say(
            "{folder} holds no submission, that is no .py or .ipynb file;"
            " give the file itself, or the folder that it is in",
            folder=shown(folder),
        )
    )


def _several(folder: str, names: list[str]) -> SubmissionError:
    return SubmissionError(
        say(
            "{folder} holds several files that could be the submission ({names});"
            " give one of them, or call one of them submission.py or submission.ipynb",
            folder=shown(folder),
            names=tuple(map(shown, names[:10])),
        )
    )


def _too_many(folder: str) -> SubmissionError:
    return SubmissionError(
        say(
            "{folder} holds more than {most} files; give the submission itself,"
            " or a folder that holds nothing else",
            folder=shown(folder),
            most=MAX_ENTRIES,
        )
    )
