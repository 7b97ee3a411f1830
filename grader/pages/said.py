"""Words as a page shows them: in its language, with nothing in them that acts or hides."""

from __future__ import annotations

from dataclasses import dataclass

from grader.locale import Catalogue
from grader.model.message import Message, Text, say
from grader.reports.escape import visible

Words = Message | Text | str


@dataclass(frozen=True)
class Said:
    """Speaks one language. Escaping for HTML is the template's business."""

    catalogue: Catalogue

    def __call__(self, words: Words) -> str:
        """On one line."""
        return visible(self.catalogue.render(words))

    def lines(self, words: Words) -> str:
        """With its own line breaks."""
        return visible(self.catalogue.render(words), lines=True)

    def seconds(self, seconds: float) -> str:
        """A time, as precise as it matters."""
        return self(
            say("{seconds} s", seconds=f"{seconds:.2f}" if seconds < 10 else f"{seconds:.0f}")
        )


def points(number: float) -> str:
    """Points, with two decimals at most and no more than needed."""
    return f"{number:.2f}".rstrip("0").rstrip(".")


def percent(part: float, whole: float) -> str:
    """A share in whole percent; rounded to 0 or 100 only if it is nothing or all of it."""
    if whole <= 0:
        return "–"
    share = 100 * part / whole
    if 0 < share < 1:
        return "<1%"
    return f"{min(share, 99) if share < 100 else 100:.0f}%"
