"""A set to begin with, which verifies and shows by example how one is written."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from grader.errors import UsageError
from grader.model.message import say

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
ENDING = ".txt"
"""Of the template's files, so that nobody takes them for code of ours."""


def new_set(slug: str, folder: str) -> str:
    """Writes the set's folder within that folder and returns its path.

    UsageError for a name that no set can have, for one that is taken, and if it cannot be written.
    """
    if not SLUG.fullmatch(slug) or len(slug) > 60:
        raise UsageError(
            say(
                "“{slug}” cannot be a set's name: use lowercase letters a–z, digits and single "
                "hyphens between them, for example {example}",
                slug=slug,
                example=_proper(slug),
            )
        )
    path = os.path.join(folder, slug)
    if os.path.lexists(path):
        raise UsageError(say("{path} is there already; choose another name.", path=path))
    try:
        _write(slug, Path(path))
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise UsageError(say("{path} cannot be written: {why}.", path=path, why=why)) from error
    return path


def _write(slug: str, path: Path) -> None:
    for name, text in _template(files("grader.authors") / "template", Path()):
        target = path / name.with_suffix("")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text.replace("SLUG", slug), "utf-8")


def _template(at: Traversable, within: Path) -> Iterator[tuple[Path, str]]:
    for each in sorted(at.iterdir(), key=lambda found: found.name):
        if each.is_dir():
            yield from _template(each, within / each.name)
        elif each.name.endswith(ENDING):
            yield within / each.name, each.read_text("utf-8")


def _proper(slug: str) -> str:
    """The name as it could be, or one that can be for sure."""
    return re.sub(r"[^a-z0-9]+", "-", slug.lower()).strip("-")[:60].strip("-") or "my-first-set"
