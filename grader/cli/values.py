"""How the values of options are read."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from grader.errors import UsageError
    from grader.model.message import Language

    ParamType = click.ParamType[object]
else:
    ParamType = click.ParamType  # has no parameter of its own before click 8.5

UNITS = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40}
MEMORY = re.compile(r"(\d{1,6}(?:\.\d{1,3})?)\s*([KMGT]?)(?:i?B)?", re.IGNORECASE)
LEAST_MEMORY = 16 << 20
LONGEST_SECONDS = 24 * 60 * 60
LANGUAGES: tuple[Language, ...] = ("en", "ko")
FORMATS = ("terminal", "json", "junit", "exercism", "check50")


class Read(ParamType):
    """An option's value as a function of ours reads it; it raises UsageError itself."""

    def __init__(self, read: Callable[[str], object], name: str) -> None:
        self._read = read
        self.name = name

    def convert(
        self,
        value: object,
        param: click.Parameter | None,  # noqa: ARG002  click's signature
        ctx: click.Context | None,  # noqa: ARG002
    ) -> object:
        """The value, read if it is still text."""
        return self._read(value) if isinstance(value, str) else value


def seconds(text: str) -> float:
    """A number of seconds over zero, up to a day."""
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0 < number <= LONGEST_SECONDS:
        raise _usage("--timeout", text, "--timeout 20")
    return number


def memory(text: str) -> int:
    """Bytes, from a number with or without a unit: 512M, 2G, 1.5GiB; 16M or more."""
    match = MEMORY.fullmatch(text.strip())
    size = int(float(match[1]) * UNITS[match[2].upper()]) if match else 0
    if size < LEAST_MEMORY:
        raise _usage("--memory", text, "--memory 512M, --memory 2G")
    return size


def seed(text: str) -> int:
    """A whole number from 0 up to 2**63 - 1."""
    if not re.fullmatch(r"[0-9]{1,19}", text) or int(text) >= 2**63:
        raise _usage("--seed", text, "--seed 12345")
    return int(text)


def language(text: str) -> str:
    """One of the languages that there are."""
    if text not in LANGUAGES:
        raise _usage("--lang", text, "--lang en, --lang ko")
    return text


def report_format(text: str) -> str:
    """One of the formats that there are."""
    if text not in FORMATS:
        raise _usage("--format", text, "--format terminal, --format json")
    return text


def _usage(option: str, value: str, example: str) -> UsageError:
    from grader.errors import UsageError
    from grader.model.message import say

    return UsageError(
        say(
            "“{value}” does not fit {option}. It looks like this: {example}",
            value=value,
            option=option,
            example=example,
        )
    )
