"""Formats of a report: one file per format, `render(report, catalogue, …) -> str`, pure."""

from __future__ import annotations

from importlib import import_module
from typing import Protocol, cast

from grader.errors import UsageError
from grader.locale import Catalogue
from grader.model.message import say
from grader.model.report import Report
from grader.nearest import nearest

FORMATS = (
    *("json", "terminal", "junit", "exercism", "check50"),
    *("gradescope", "prairielearn"),
)


class Renderer(Protocol):
    """What every format's `render` is.

    `width` is in terminal cells; `encoding` is that of the place where the text will be written,
    and the text can be written in it. Staff notes and flags are told only if `staff`. A format
    that has no use for an option ignores it.
    """

    def __call__(
        self,
        report: Report,
        catalogue: Catalogue,
        *,
        width: int = 80,
        color: bool = False,
        encoding: str = "utf-8",
        staff: bool = False,
    ) -> str:
        """The report, ending with a newline."""
        ...


def names() -> tuple[str, ...]:
    """The formats that there are."""
    return FORMATS


def renderer(name: str) -> Renderer:
    """The format of that name; UsageError, with the nearest name, if there is none."""
    if name in FORMATS:
        return cast("Renderer", import_module(f"grader.reports.{name}").render)
    close = nearest(name, FORMATS)
    if close is None:
        raise UsageError(
            say("There is no report format “{name}”. There are: {names}.", name=name, names=FORMATS)
        )
    raise UsageError(
        say(
            "There is no report format “{name}”. Did you mean “{nearest}”?",
            name=name,
            nearest=close,
        )
    )
