"""What the rows of the class page can be narrowed down to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from grader.model.message import Message, say
from grader.pages.rows import Row
from grader.pages.said import Said

TAGS: Mapping[str, Message] = MappingProxyType(
    {
        "graded": say("graded"),
        "perfect": say("everything right"),
        "imperfect": say("something missed"),
        "timed_out": say("ran out of time"),
        "stopped": say("stopped before the end"),
        "incomplete": say("not final"),
        "unreadable": say("could not be read"),
        "ours": say("not graded: our fault"),
        "missing": say("nothing handed in"),
        "late": say("late"),
        "flagged": say("flagged"),
    }
)
LETTERS: Mapping[str, str] = MappingProxyType(dict(zip(TAGS, "gpitsbuomlf", strict=True)))
"""How a tag is written in the page's data."""
TILES = ("graded", "perfect", "timed_out", "stopped", "incomplete", "unreadable", "ours", "missing")


@dataclass(frozen=True)
class Filter:
    """A tag with its word and how many rows have it."""

    letter: str
    word: str
    count: int


def filters(rows: Iterable[Row], said: Said) -> dict[str, Filter]:
    """Every tag's, in the order in which they are offered."""
    counts = Counter(tag for row in rows for tag in row.tags)
    return {tag: Filter(LETTERS[tag], said(word), counts[tag]) for tag, word in TAGS.items()}
