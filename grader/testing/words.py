"""Messages in the language of whoever runs pytest."""

from __future__ import annotations

import os
from collections.abc import Iterable

from grader.cli.words import language_of
from grader.locale import catalogue
from grader.model.message import Message, Text
from grader.reports.escape import visible


class ClaimError(AssertionError):
    """A claim does not hold; its text is all that is shown."""


def rendered(said: Message | Text | str) -> str:
    """The text, with nothing in it that acts on a terminal."""
    return visible(catalogue(language_of((), os.environ)).render(said), lines=True)


def refuse(faults: Iterable[Message | str]) -> None:
    """ClaimError with all of them, if there are any."""
    lines = [rendered(fault) for fault in faults]
    if lines:
        raise ClaimError("\n".join(lines))
