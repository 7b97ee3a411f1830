"""Names of files: one spelling for each, and what tools left behind."""

from __future__ import annotations

import re
import unicodedata

from grader.collect.caps import MAX_SHOWN

PROGRAMS = (".py", ".ipynb")
ARCHIVE = ".zip"
LEFT_BY_TOOLS = frozenset(
    {
        *("__macosx", ".ds_store", "thumbs.db", "desktop.ini", ".ipynb_checkpoints"),
        *("__pycache__", ".git", "node_modules", "site-packages"),
    }
)


def nfc(text: str) -> str:
    """The one spelling of composed characters: a Mac's file names are decomposed."""
    return unicodedata.normalize("NFC", text)


def is_left_by_tools(name: str) -> bool:
    """Whether an operating system or a tool made it beside somebody's work.

    Such files are left out without a word: nobody handed them in, and there is one per student.
    """
    return name.casefold() in LEFT_BY_TOOLS or name.startswith("._")


def is_program(name: str) -> bool:
    """Whether it may be a submission: a module or a notebook."""
    return name.lower().endswith(PROGRAMS) and not name.startswith(".")


def is_archive(name: str) -> bool:
    """Whether it is a zip by its name."""
    return name.lower().endswith(ARCHIVE)


def stem(name: str) -> str:
    """The name without its ending; the name itself where nothing else is left."""
    return re.sub(r"\.[^.\s]{1,8}$", "", name).strip() or name


def shown_path(path: str) -> str:
    """A path for people: on one line, invisible characters escaped, the middle of a long one cut.

    Two different names are never shown alike because one holds characters that cannot be seen.
    """
    text = "".join(each if each.isprintable() else _escaped(each) for each in nfc(path))
    if len(text) <= MAX_SHOWN:
        return text
    half = (MAX_SHOWN - 1) // 2
    return f"{text[:half]}…{text[-half:]}"


def _escaped(character: str) -> str:
    return character.encode("unicode_escape", "surrogatepass").decode("ascii")


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """A key that sorts `Lab 2` before `Lab 10`."""
    parts = re.findall(r"([0-9]{1,18})|([^0-9]+|[0-9]+)", text)
    return tuple((0, int(number), "") if number else (1, 0, word) for number, word in parts)
