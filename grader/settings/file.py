"""One configuration file: TOML with any of the keys student, store, lang and problems."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError

from grader.errors import UsageError
from grader.model.base import Model
from grader.model.message import Language, Message, say
from grader.nearest import nearest

LARGEST = 1 << 20

Given = Annotated[str, Field(min_length=1)]


class Configuration(Model):
    """What a file says; its paths start at the file's own folder."""

    student: Given | None = None
    store: Given | None = None
    lang: Language | None = None
    problems: tuple[Given, ...] = ()


def read_configuration(path: Path | None) -> Configuration:
    """The file's contents; nothing is configured where there is none.

    Raises UsageError if it cannot be read, is not TOML, or has a key or value that is not known.
    """
    if path is None:
        return Configuration()
    text = _text(path)
    values = {key: _checked(path, text, key, value) for key, value in _tree(path, text).items()}
    found = Configuration.model_validate(values)
    store = str(path.parent / found.store) if found.store else None
    problems = tuple(str(path.parent / folder) for folder in found.problems)
    return found.model_copy(update={"store": store, "problems": problems})


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise UsageError(
            say("The configuration file {file} cannot be read: {why}.", file=str(path), why=why)
        ) from error
    if len(data) > LARGEST:
        raise UsageError(say("The configuration file {file} is larger than 1 MB.", file=str(path)))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(
            say(
                "The configuration file {file} is not UTF-8 text. Save it as UTF-8.",
                file=str(path),
            )
        ) from error


def _tree(path: Path, text: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UsageError(
            say(
                "The configuration file {file} is not TOML: {why}. "
                'A line looks like this: student = "kim"',
                file=str(path),
                why=str(error),
            )
        ) from error


def _checked(path: Path, text: str, key: str, value: object) -> object:
    if key not in Configuration.model_fields:
        raise UsageError(_unknown(path, text, key))
    if key == "problems":
        value = tuple(value) if isinstance(value, list) else (value,)
    try:
        Configuration.model_validate({key: value})
    except ValidationError as error:
        raise UsageError(_wrong(path, text, key)) from error
    return value


def _unknown(path: Path, text: str, key: str) -> Message:
    keys = tuple(Configuration.model_fields)
    near = nearest(key, keys)
    if near is None:
        return say(
            "{file}, line {line}: the key “{key}” is not known. The keys are: {keys}.",
            file=str(path),
            line=_line(text, key),
            key=key,
            keys=keys,
        )
    return say(
        "{file}, line {line}: the key “{key}” is not known. Did you mean “{nearest}”?",
        file=str(path),
        line=_line(text, key),
        key=key,
        nearest=near,
    )


def _wrong(path: Path, text: str, key: str) -> Message:
    return say(
        "{file}, line {line}: {key} should look like this: {example}",
        file=str(path),
        line=_line(text, key),
        key=key,
        example=_example(key),
    )


def _example(key: str) -> str:
    match key:
        case "lang":
            return 'lang = "en" or lang = "ko"'
        case "problems":
            return 'problems = "folder" or problems = ["folder", "another"]'
        case "store":
            return 'store = "folder"'
        case _:
            return 'student = "kim"'


def _line(text: str, key: str) -> int:
    """The first line that sets the key, or opens the table of that name."""
    setting = re.compile(rf"\s*\[*\s*[\"']?{re.escape(key)}[\"'\s.=\]]")
    lines = enumerate(text.splitlines(), 1)
    return next((number for number, line in lines if setting.match(line)), 1)
