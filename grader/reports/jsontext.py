"""A tree as JSON text that can be shown and written anywhere."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from json.encoder import encode_basestring
from typing import Any

from grader.reports.escape import acts, fits

UNSURE = re.compile(r"[^\n -~]")
"""Whatever is not ASCII that can be seen."""
ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False)
CONTAINERS = (dict, list, tuple)
LEVELS = 2
"""How deep a part may be that goes on one line."""


def json_text(tree: object, encoding: str = "utf-8") -> str:
    """The tree as JSON, small parts on a line each, ending with a newline.

    Characters that act on a terminal, and those that the encoding lacks, are JSON escapes: a
    program reads the same text.
    """
    return UNSURE.sub(lambda found: _safe(found[0], encoding), _laid_out(tree, "\n")) + "\n"


def _laid_out(part: object, line_break: str) -> str:
    """A part as JSON; `line_break` begins a line as far in as the part itself."""
    if type(part) is str:
        return encode_basestring(part)
    if _is_small(part, LEVELS):
        return ENCODER.encode(part)
    inner = line_break + "  "
    if isinstance(part, dict):
        return _around("{}", _members(part, inner), line_break)
    assert isinstance(part, (list, tuple))
    return _around("[]", [_laid_out(each, inner) for each in part], line_break)


def _members(part: dict[str, object], inner: str) -> list[str]:
    return [f"{encode_basestring(name)}: {_laid_out(each, inner)}" for name, each in part.items()]


def _around(brackets: str, parts: list[str], line_break: str) -> str:
    inner = line_break + "  "
    return f"{brackets[0]}{inner}{f',{inner}'.join(parts)}{line_break}{brackets[1]}"


def _is_small(part: Any, levels: int) -> bool:  # noqa: ANN401  any tree
    """Whether nothing in it lies more than so many levels deep, or is a list of more than words."""
    if isinstance(part, dict):
        inner = filter(_is_container, part.values())
        return levels > 0 and all(_is_small(each, levels - 1) for each in inner)
    return not _is_container(part) or not any(map(_is_container, part))


def _is_container(part: object) -> bool:
    return isinstance(part, CONTAINERS)


@lru_cache(maxsize=4096)
def _safe(character: str, encoding: str) -> str:
    if character.isascii():
        return f"\\u{ord(character):04x}"
    if acts(character) or not fits(character, encoding):
        return json.dumps(character)[1:-1]
    return character
