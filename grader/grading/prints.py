"""What a program printed, as much of it as a report keeps."""

from __future__ import annotations

from collections.abc import Iterator

from grader.model.report import Printed
from grader.model.run import Ran

MOST_OF_A_PIECE, MOST_IN_ALL = 4_000, 16_000
"""In characters."""


def printed_by(ran: Ran | None) -> tuple[Printed, ...]:
    """The beginning of what each piece printed; nothing of those that printed nothing."""
    return tuple(_printed(ran)) if ran is not None else ()


def _printed(ran: Ran) -> Iterator[Printed]:
    left = MOST_IN_ALL
    for cell in ran.cells:
        text = cell.printed[: min(MOST_OF_A_PIECE, left)]
        left -= len(text)
        if cell.printed:
            yield Printed(cell=cell.number, text=text, cut=len(text) < len(cell.printed))
