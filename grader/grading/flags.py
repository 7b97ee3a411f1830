"""What staff may want to look at: from the program's text, and from what happened in the child."""

from __future__ import annotations

from collections.abc import Iterable

from grader.model.message import say
from grader.model.report import Flag


def flags_for(in_text: tuple[Flag, ...], tampering: Iterable[str]) -> tuple[Flag, ...]:
    """Never a verdict: honest code trips these too."""
    return (*in_text, *(_ran(what) for what in sorted(tampering)))


def _ran(what: str) -> Flag:
    return Flag(
        what=say("while the program ran: {what}", what=what),
        innocent=say("Libraries and debugging code do this too."),
    )
