"""Pydantic's errors → mistakes: where in the file, what was expected, what was found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from grader.model.message import Language, Message, say
from grader.model.walk import Path
from grader.specs.expected import TARGETS, expected_by, is_target, wants_text
from grader.specs.mistakes import Marked
from grader.specs.shapes import keys_at
from grader.specs.tree import Node, described
from grader.specs.unknown import unknown

Location = Sequence[str | int]
WHOLE_SENTENCES = ("value_error", "assertion_error")


@dataclass(frozen=True)
class Wrong:
    """One place where a part is not of its form; `path` is within that part."""

    path: Path
    what: Message
    mark: Marked


def explain(error: ValidationError, form: type[BaseModel], node: Node) -> Iterator[Wrong]:
    """What is wrong with the part, once for each place. What was told already is left out."""
    for path, details in _by_place(error, node).items():
        if node.nearest(path).sound:
            yield Wrong(path, *_said(details, form, node, path))


def _by_place(error: ValidationError, node: Node) -> dict[Path, list[ErrorDetails]]:
    """The errors by their place in the file.

    Where several forms are allowed, each has complained: those that complain of something further
    inside are the nearest to what the author meant.
    """
    grouped: dict[Path, list[ErrorDetails]] = {}
    for details in error.errors(include_url=False):
        if not _of_another_form(details["loc"], node):
            grouped.setdefault(_place(details, node), []).append(details)
    deep = {place[:length] for place in grouped for length in range(len(place))}
    return {place: found for place, found in grouped.items() if place not in deep}


def _of_another_form(location: Location, node: Node) -> bool:
    """Whether this takes a value (which has a `kind`) for a recipe."""
    if "Recipe" not in location:
        return False
    return node.nearest(follow(node, location[: location.index("Recipe")])).get("kind") is not None


def _place(details: ErrorDetails, node: Node) -> Path:
    location = tuple(step for step in details["loc"] if step != "[key]")
    if details["type"] == "missing":
        return (*follow(node, location[:-1]), location[-1])
    return follow(node, location)


def follow(node: Node, location: Location) -> Path:
    """The keys and numbers of a location, without the labels of choices that stand between them.

    A label can also be a key's name. What leads further is right, and of two ways that lead equally
    far the one that takes the later steps.
    """
    if not location:
        return ()
    skipped = follow(node, location[1:])
    below = node.step(location[0])
    if below is None:
        return skipped
    taken = (location[0], *follow(below, location[1:]))
    return taken if len(taken) > len(skipped) else skipped


def _said(
    found: list[ErrorDetails], form: type[BaseModel], node: Node, place: Path
) -> tuple[Message, Marked]:
    first = found[0]
    parent, value = node.nearest(place[:-1]), node.nearest(place)
    key = str(place[-1]) if place else ""
    mark = parent.keys.get(key, value)
    if first["type"] == "missing":
        return say("The key `{key}` is missing.", key=key), parent
    if first["type"] == "extra_forbidden":
        known = _known(form, first["loc"][:-1])
        return _perhaps_text(unknown(say("key"), key, known), value), mark
    if first["loc"][-1:] == ("[key]",):
        return _perhaps_text(_bad_key(key, first), value), mark
    if first["type"] in WHOLE_SENTENCES:
        return _reason(first), value
    return _mismatch(found, value), value


def _known(form: type[BaseModel], location: Location) -> tuple[str, ...]:
    """The keys known there; none for a value written out, which is rarely meant."""
    written_out = any(str(step).startswith("tagged-union") for step in location)
    return () if written_out else keys_at(form, location)


def _bad_key(key: str, details: ErrorDetails) -> Message:
    if details["type"] == "literal_error":
        return unknown(say("language"), key, get_args(Language))
    expected = expected_by(details)
    return say("Expected {expected} as a key, found `{key}`.", expected=expected, key=key)


def _perhaps_text(what: Message, value: Node) -> Message:
    """A key without a value may be the rest of a text whose comma ended it."""
    if value.value is not None:
        return what
    return say(
        "{what} If it belongs to a text that has a comma, put the text in quotes.", what=what
    )


def _reason(details: ErrorDetails) -> Message:
    """What a record's own validator says: a message, or a sentence."""
    raised: Any = details.get("ctx", {}).get("error")
    reason = raised.args[0] if raised is not None and raised.args else details["msg"]
    return reason if isinstance(reason, Message) else say("{reason}", reason=str(reason))


def _mismatch(found: list[ErrorDetails], value: Node) -> Message:
    if is_target(found[0]) and isinstance(value.value, dict) and value.value:
        return unknown(say("target"), next(iter(value.value)), TARGETS)
    of_kind = [details for details in found if details["type"] == "union_tag_invalid"]
    choices = list({str(each): each for each in map(expected_by, of_kind or found)}.values())
    expected = choices[0]
    for choice in choices[1:]:
        expected = say("{one} or {other}", one=expected, other=choice)
    message = say("Expected {expected}, found {found}.", expected=expected, found=described(value))
    if isinstance(value.value, (bool, int, float)) and wants_text(found):
        return say("{message} If it is text, put it in quotes.", message=message)
    return message
