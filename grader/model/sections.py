"""When two names of a section are the same."""

from __future__ import annotations

import re

DECORATION = re.compile(r"[*_`#]+")


def same_section(asked: str, written: str) -> bool:
    """Whether they differ in capitals, blanks, emphasis and a last colon at most."""
    return _plain(asked) == _plain(written)


def _plain(name: str) -> str:
    return " ".join(DECORATION.sub(" ", name).casefold().split()).rstrip(" :.")
