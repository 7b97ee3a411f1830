"""The options that commands share, and how their values are read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from grader.cli.words import Words

if TYPE_CHECKING:
    from grader.errors import UsageError
    from grader.model.message import Language
    from grader.model.run import Limits

    ParamType = click.ParamType[object]
else:
    ParamType = click.ParamType  # has no parameter of its own before click 8.5

UNITS = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40}
MEMORY = re.compile(r"(\d{1,6}(?:\.\d{1,3})?)\s*([KMGT]?)(?:i?B)?", re.IGNORECASE)
LEAST_MEMORY = 16 << 20
LONGEST_SECONDS = 24 * 60 * 60
LANGUAGES: tuple[Language, ...] = ("en", "ko")
FORMATS = ("terminal", "json")


@dataclass(frozen=True)
class Wishes:
    """What the command line asks of a grading command. `memory` is in bytes."""

    files: tuple[str, ...]
    lang: str | None
    set_name: str | None
    format: str
    output: str | None
    timeout: float | None
    memory: int | None
    seed: int | None
    staff: bool

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Wishes:
        """From the values of `grading_options`."""
        return cls(**given)

    def limits(self) -> Limits:
        """The default limits with what is asked for instead.

        A check's limit is the same part of the program's limit as it is by default, and so is that
        of both together.
        """
        from grader.model.run import Limits

        usual = Limits()
        longer = (self.timeout or usual.program_seconds) / usual.program_seconds
        return Limits(
            program_seconds=usual.program_seconds * longer,
            question_seconds=usual.question_seconds * longer,
            total_seconds=usual.total_seconds * longer,
            memory=self.memory or usual.memory,
        )


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


def lang(say: Words) -> click.Option:
    """`--lang`, which every command takes."""
    return click.Option(
        ["--lang"],
        type=Read(language, "language"),
        metavar="en|ko",
        help=say("The language to speak; else GRADE_LANG, the configuration, the locale."),
    )


def grading_options(say: Words) -> list[click.Parameter]:
    """What `check` and `submit` take: the fields of Wishes."""
    return [
        click.Argument(["files"], nargs=-1, required=True, metavar="FILE..."),
        click.Option(
            ["--set", "set_name"],
            metavar="SLUG|PATH",
            help=say("The problem set; else what the file says, or the only set that fits."),
        ),
        click.Option(
            ["--format"],
            type=Read(report_format, "format"),
            default="terminal",
            metavar="terminal|json",
            help=say(
                "How to show reports. json: one object per FILE, each on one line if there are "
                "several; one that cannot be graded has “error” instead of a score."
            ),
        ),
        click.Option(
            ["--output"],
            metavar="PATH",
            help=say("Write reports to this file, whole or not at all, instead of the screen."),
        ),
        lang(say),
        click.Option(
            ["--timeout"],
            type=Read(seconds, "seconds"),
            metavar="SECONDS",
            help=say("How long a program may run; other time limits grow with it."),
        ),
        click.Option(
            ["--memory"],
            type=Read(memory, "size"),
            metavar="SIZE",
            help=say("How much memory a program may use, such as 512M or 2G."),
        ),
        click.Option(
            ["--seed"],
            type=Read(seed, "number"),
            metavar="NUMBER",
            help=say("Repeat the run of a report that names this seed."),
        ),
        click.Option(
            ["--staff"], is_flag=True, help=say("Show what is for course staff: notes and flags.")
        ),
    ]
