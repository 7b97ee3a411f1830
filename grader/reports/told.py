"""What one kind of reader is told of an item, in formats that have a title and a reason."""

from __future__ import annotations

from grader.locale import Catalogue
from grader.model.report import ItemResult
from grader.reports.hidden import HIDDEN
from grader.reports.notfinal import NOT_YOURS


def title_of(item: ItemResult, catalogue: Catalogue, *, staff: bool) -> str:
    """Its title; of a hidden one only that it is hidden, and its slug, so that it is another's."""
    if staff or not item.hidden:
        return catalogue.render(item.title)
    return f"{catalogue.render(HIDDEN)} ({item.item})"


def reason_of(item: ItemResult, catalogue: Catalogue, *, staff: bool) -> str:
    """Why it did not pass, as far as this reader may know; never empty."""
    told = item.message is not None and (staff or not item.hidden)
    if told and item.message is not None:
        return catalogue.render(item.message)
    if item.status == "broken":
        return catalogue.render(NOT_YOURS)
    return catalogue.words[item.status]


def hint_of(item: ItemResult, catalogue: Catalogue, *, staff: bool) -> str | None:
    """Its hint, if it has one that this reader may see."""
    if item.hint is None or (item.hidden and not staff):
        return None
    return catalogue.render(item.hint)
