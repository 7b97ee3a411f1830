"""A name that nobody knows, with the nearest one that is known."""

from __future__ import annotations

from collections.abc import Iterable

from grader.model.message import Message, say
from grader.nearest import nearest
from grader.specs.tree import shortened

SHOWN = 24


def unknown(what: Message, name: str, known: Iterable[str]) -> Message:
    """`what` is the kind of name: a key, a check, an item."""
    names = tuple(known)
    near = nearest(name, names)
    shown = (*names[:SHOWN], "…") if len(names) > SHOWN else names
    found = shortened(name)
    if not names:
        return say("Unknown {what} `{found}`; remove it.", what=what, found=found)
    if near is None:
        return say("Unknown {what} `{found}`. Known: {known}.", what=what, found=found, known=shown)
    return say(
        "Unknown {what} `{found}`; did you mean `{near}`? Known: {known}.",
        what=what,
        found=found,
        near=near,
        known=shown,
    )
