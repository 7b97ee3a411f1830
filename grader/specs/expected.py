"""What a pydantic error expected, in an author's words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import get_args

from pydantic_core import ErrorDetails

from grader.model.message import Language, Message, say, say_count
from grader.specs.forms import EMPTY_TEXT

TARGETS = ("variable", "expression", "call", "displayed", "printed", "section")
PER_LANGUAGE = "dict[literal["


def is_target(details: ErrorDetails) -> bool:
    """Whether the error is that no kind of target was recognised."""
    return _context(details, "discriminator").startswith("_kind")


def wants_text(found: Iterable[ErrorDetails]) -> bool:
    """Whether text would do."""
    return any(details["type"] == "string_type" for details in found)


def expected_by(details: ErrorDetails) -> Message:
    """What should stand there, to follow “Expected”."""
    if is_target(details):
        return say("a variable's name or a mapping with one of {targets}", targets=TARGETS)
    if any(str(label).startswith(PER_LANGUAGE) for label in details["loc"][-1:]):
        return say("one text per language ({languages})", languages=get_args(Language))
    kind = details["type"]
    words = _KINDS.get(kind) or _LIMITS.get(kind)
    return words(details) if words else say("{something}", something=_from_pydantic(details))


def _context(details: ErrorDetails, key: str) -> str:
    return str(details.get("ctx", {}).get(key, "")).removesuffix(".0")


def _from_pydantic(details: ErrorDetails) -> str:
    return details["msg"].removeprefix("Input should be ").removeprefix("Value should be ")


def _pattern(details: ErrorDetails) -> Message:
    pattern = _context(details, "pattern")
    if pattern.startswith("^[a-z0-9]"):
        return say("lowercase letters a–z, digits and single hyphens between them")
    if pattern.endswith(r"\w*)*$"):
        return say("a Python name, or several with dots between them")
    if pattern.startswith(r"^[^\W\d]"):
        return say("a Python name")
    return say("text of the form {pattern}", pattern=pattern)


def _one_of(details: ErrorDetails) -> Message:
    written = _context(details, "expected") or _context(details, "expected_tags")
    options = tuple(re.findall(r"'([^']*)'", written)) or (written,)
    if len(options) == 1:
        return say("`{option}`", option=options[0])
    return say("one of {options}", options=options)


def _bounded(details: ErrorDetails) -> Message:
    """How many entries or characters."""
    characters = details["type"].startswith("string")
    if details["type"].endswith("short"):
        least = int(_context(details, "min_length"))
        if characters:
            return say_count("{count} character or more", "{count} characters or more", least)
        return say_count("{count} entry or more", "{count} entries or more", least)
    most = int(_context(details, "max_length"))
    if characters:
        return say_count("at most {count} character", "at most {count} characters", most)
    return say_count("at most {count} entry", "at most {count} entries", most)


Words = Callable[[ErrorDetails], Message]
_KINDS: Mapping[str, Words] = MappingProxyType(
    {
        "string_type": lambda _: say("text"),
        "int_type": lambda _: say("a whole number"),
        "int_from_float": lambda _: say("a whole number"),
        "float_type": lambda _: say("a number"),
        "finite_number": lambda _: say("a finite number"),
        "bool_type": lambda _: say("true or false"),
        "none_required": lambda _: say("nothing"),
        "tuple_type": lambda _: say("a list"),
        "dict_type": lambda _: say("a mapping"),
        "model_type": lambda _: say("a mapping"),
        "model_attributes_type": lambda _: say("a mapping"),
        "union_tag_not_found": lambda _: say("a recipe, a number, text or a list"),
        EMPTY_TEXT: lambda _: say("text that says something"),
    }
)
_LIMITS: Mapping[str, Words] = MappingProxyType(
    {
        "literal_error": _one_of,
        "union_tag_invalid": _one_of,
        "string_pattern_mismatch": _pattern,
        "too_short": _bounded,
        "too_long": _bounded,
        "string_too_short": _bounded,
        "string_too_long": _bounded,
        "greater_than_equal": lambda d: say("{least} or more", least=_context(d, "ge")),
        "greater_than": lambda d: say("more than {bound}", bound=_context(d, "gt")),
        "less_than_equal": lambda d: say("{most} or less", most=_context(d, "le")),
        "less_than": lambda d: say("less than {bound}", bound=_context(d, "lt")),
    }
)
