"""What students are told of an item that is hidden from them."""

from __future__ import annotations

from grader.model.message import say
from grader.model.report import ItemResult

HIDDEN = say("A hidden item")
"""In place of its title; of the rest, only the status and the points are shown."""


def opened(item: ItemResult) -> ItemResult:
    """The item as one that is not hidden."""
    return item.model_copy(update={"hidden": False})
