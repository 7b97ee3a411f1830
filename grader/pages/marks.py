"""How the status of an item looks: a letter for programs, a glyph and a word for people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from grader.locale import Catalogue
from grader.model.message import say
from grader.model.report import ItemResult

LETTERS: Mapping[str, str] = MappingProxyType(
    {
        "passed": "p",
        "failed": "f",
        "error": "e",
        "not_attempted": "n",
        "skipped": "s",
        "unavailable": "u",
        "broken": "b",
    }
)
PARTLY, NOTHING = "h", "."
"""Failed, with some of its points; and no such item in the report."""
GLYPHS: Mapping[str, str] = MappingProxyType(
    {"p": "✓", "h": "◐", "f": "✗", "e": "▲", "n": "○", "s": "–", "u": "□", "b": "!", ".": ""}
)
MISSED = "fhen"
PARTLY_RIGHT = say("partly right")


@dataclass(frozen=True)
class Mark:
    """One status: also the name of its style."""

    letter: str
    glyph: str
    word: str


def letter_of(item: ItemResult) -> str:
    """The item's letter."""
    partly = item.status == "failed" and item.score > 0
    return PARTLY if partly else LETTERS[item.status]


def marks(catalogue: Catalogue) -> dict[str, Mark]:
    """Every status by its letter, from right to not our matter."""
    words = {LETTERS[status]: word for status, word in catalogue.words.items()}
    words[PARTLY] = catalogue.render(PARTLY_RIGHT)
    return {
        letter: Mark(letter, glyph, words[letter])
        for letter, glyph in GLYPHS.items()
        if letter in words
    }
