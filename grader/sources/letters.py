"""Characters that make code look like other code."""

from __future__ import annotations

import io
import re
import tokenize
import unicodedata
from collections.abc import Iterator

BIDI = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
WORD = re.compile(r"[^\W\d]\w*")
# Cyrillic, Armenian and Cherokee letters, and the Greek ones drawn as Latin letters are. Other
# Greek letters stand in formulas, and Korean beside Latin is plain.
LOOKALIKE = re.compile("[\u0400-\u052f\u0531-\u0587\u13a0-\u13ffΑΒΕΖΗΙΚΜΝΟΡΤΥΧο]")
LATIN = re.compile("[A-Za-z]")


def bidi_controls(source: str) -> Iterator[tuple[int, str]]:
    """Line and name of every character that changes the order in which text is shown."""
    for number, line in enumerate(source.split("\n"), 1):
        for found in BIDI.finditer(line):
            yield number, f"U+{ord(found[0]):04X}"


def lookalike_names(source: str) -> Iterator[tuple[int, str]]:
    """Line and spelling of every identifier that mixes scripts or is a styled form of Latin."""
    if source.isascii() or not any(map(_deceives, WORD.findall(source))):
        return
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type == tokenize.NAME and _deceives(token.string):
                yield token.start[0], token.string
    except (tokenize.TokenError, SyntaxError):
        return


def _deceives(word: str) -> bool:
    if word.isascii():
        return False
    if LATIN.search(word) and LOOKALIKE.search(word):
        return True
    return any(not each.isascii() and LATIN.match(_plain(each)) for each in word)


def _plain(letter: str) -> str:
    return unicodedata.normalize("NFKC", letter)
