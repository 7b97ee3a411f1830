"""Text that others wrote, made safe to show: nothing in it can act, and nothing is hidden."""

from __future__ import annotations

import unicodedata

ACTING = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
TAB = 4
PLAINER = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "‘": "'",
        "’": "'",
        "…": "...",
        "–": "-",
        "—": "-",
        "×": "x",
        "·": "-",
        "│": "|",
        "→": "->",
        "≤": "<=",
        "≥": ">=",
    }
)


def acts(character: str) -> bool:
    """Whether it commands or hides rather than shows.

    Controls (ANSI and OSC sequences begin with one), format characters (bidirectional overrides,
    zero-width ones), lone surrogates, line and paragraph separators.
    """
    return unicodedata.category(character) in ACTING


def visible(text: str, *, lines: bool = False) -> str:
    r"""The text with every acting character as its escape: `\x1b`, `\u202e`.

    On one line, unless `lines`: then line breaks stay, and a tab becomes spaces up to the next
    multiple of four, so that a caret below it still points at the same character.
    """
    # Nothing that is printable acts; most texts are, and looking at each character is slow.
    if text.isprintable():
        return text
    if lines:
        return "\n".join(visible(each.expandtabs(TAB)) for each in _split(text))
    return "".join(_escaped(each) if acts(each) else each for each in text)


def _split(text: str) -> list[str]:
    return text.replace("\r\n", "\n").split("\n")


def _escaped(character: str) -> str:
    return character.encode("unicode_escape", "surrogatepass").decode("ascii")


def encodable(text: str, encoding: str) -> str:
    """The text as that encoding can hold it; an encoding that nobody knows is taken for ASCII.

    Typographic characters become plain ones where that is needed, the rest backslash escapes.
    """
    if fits(text, encoding):
        return text
    return "".join(_fitting(each, encoding) for each in text)


def fits(text: str, encoding: str) -> bool:
    """Whether the encoding can hold the whole text."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    except LookupError:
        return text.isascii()
    return True


def _fitting(character: str, encoding: str) -> str:
    if fits(character, encoding):
        return character
    plainer = character.translate(PLAINER)
    return plainer if plainer.isascii() else _escaped(character)
