"""What a report tells students, as plain text: for formats without a layout of their own."""

from __future__ import annotations

from collections.abc import Iterator

from grader.locale import Catalogue
from grader.locale.words import LEVEL_WORDS
from grader.model.message import Message, Text, say, say_count
from grader.model.report import ItemResult, Report
from grader.reports.escape import visible
from grader.reports.hidden import HIDDEN
from grader.reports.notfinal import not_final

MOST_NOTES = 5
LONGEST = 4000


def text_of(said: Message | Text | str, catalogue: Catalogue, longest: int = LONGEST) -> str:
    """The words in the catalogue's language, harmless, cut after so many characters."""
    whole = catalogue.render(said)
    words = visible(whole[: longest + 1], lines=True)
    return words if len(words) <= longest else words[:longest] + "…"


def title_of(item: ItemResult, catalogue: Catalogue, *, staff: bool) -> str:
    """The item's title on one line; of a hidden one, only for staff."""
    told = staff or not item.hidden
    return visible(catalogue.render(item.title if told else HIDDEN))


def told_of(item: ItemResult, catalogue: Catalogue, *, staff: bool, longest: int = LONGEST) -> str:
    """The message of an item, and for staff the note; nothing of what is hidden."""
    if item.hidden and not staff:
        return ""
    parts: list[Message | str] = [] if item.message is None else [item.message]
    if staff and item.staff_note is not None:
        parts.append(say("Staff note: {note}", note=item.staff_note))
    return "\n".join(text_of(part, catalogue, longest) for part in parts)


def head_of(report: Report, catalogue: Catalogue, longest: int = LONGEST) -> str:
    """What is said once: whether the score is final, the notes, how the program was kept apart."""
    return "\n\n".join(text_of(each, catalogue, longest) for each in _head(report))


def _head(report: Report) -> Iterator[Message]:
    if not report.complete:
        yield not_final(report)
    yield from report.notes[:MOST_NOTES]
    more = len(report.notes) - MOST_NOTES
    if more > 0:
        yield say_count("… and one more note.", "… and {count} more notes.", more)
    yield say(
        "Isolation: {level}. {meaning}",
        level=LEVEL_WORDS[report.isolation.level],
        meaning=report.isolation.meaning,
    )
