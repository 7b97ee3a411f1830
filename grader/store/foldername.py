"""A folder name for a person's name: safe on every system, and another one for everybody else."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256

LONGEST_CHARACTERS, LONGEST_BYTES = 60, 150
HASH_DIGITS = 12
RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(\..*)?", re.DOTALL)
HASHED = re.compile(rf".*-[0-9a-f]{{{HASH_DIGITS}}}", re.DOTALL)


def folder_name(name: str) -> str:
    """The name itself where it can be a folder's on every system, else a slug of it and a hash.

    Two names have the same folder only if they are equal after NFC normalisation: names that
    differ in letter case alone would share one on some systems, so all but one get a hash.
    """
    name = unicodedata.normalize("NFC", name)
    if _is_plain(name):
        return name
    digest = sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:HASH_DIGITS]
    return f"{_slug(name)}-{digest}"


def _is_plain(name: str) -> bool:
    return (
        name == _slug(name, keep=".@+")
        and name == name.upper().casefold()
        and not name.endswith(".")
        and not RESERVED.fullmatch(name)
        and not HASHED.fullmatch(name)
    )


def _slug(name: str, keep: str = "") -> str:
    """Letters, digits, `_`, and whatever is to be kept; a dash for every run of anything else."""
    shown = "".join(each if _is_word(each) or each in keep else "-" for each in name)
    dashed = re.sub("-+", "-", shown).lstrip("-.").rstrip("-")
    return _cut(dashed) or "student"


def _is_word(character: str) -> bool:
    return character == "_" or unicodedata.category(character)[0] in "LMN"


def _cut(text: str) -> str:
    """As much of it as fits, whole characters only, without a dash at the end."""
    cut = text[:LONGEST_CHARACTERS].encode()[:LONGEST_BYTES].decode("utf-8", "ignore")
    return unicodedata.normalize("NFC", cut).rstrip("-.")
