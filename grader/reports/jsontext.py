"""A tree as JSON text that can be shown and written anywhere."""

from __future__ import annotations

import json
import re
from functools import partial

from grader.reports.escape import acts, fits

UNSURE = re.compile(r"[^\n -~]")
"""Whatever is not ASCII that can be seen."""


def json_text(tree: object, encoding: str = "utf-8") -> str:
    """The tree as indented JSON, ending with a newline.

    Characters that act on a terminal, and those that the encoding lacks, are JSON escapes: a
    program reads the same text.
    """
    written = json.dumps(tree, ensure_ascii=False, allow_nan=False, indent=2)
    return UNSURE.sub(partial(_written, encoding), written) + "\n"


def _written(encoding: str, found: re.Match[str]) -> str:
    character = found[0]
    if character.isascii():
        return _escape(character)
    return _escape(character) if acts(character) or not fits(character, encoding) else character


def _escape(character: str) -> str:
    return json.dumps(character)[1:-1] if not character.isascii() else f"\\u{ord(character):04x}"
