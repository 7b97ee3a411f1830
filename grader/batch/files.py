"""Files that can be made again from the journal: each is there whole, or as it was before."""

from __future__ import annotations

import os
from collections.abc import Iterable, Set
from contextlib import suppress
from pathlib import Path

from grader.batch.failures import unwritable

UNFINISHED = ".unfinished"


class Folder:
    """A folder for results. StoreError if a file cannot be written."""

    def __init__(self, path: str) -> None:
        self.path = path

    def write(self, name: str, content: str | bytes | Iterable[str]) -> None:
        """Writes a file, its folder too; text in UTF-8 with what that cannot hold escaped."""
        place = Path(self.path, name)
        beside = place.with_name(f"{UNFINISHED}-{place.name}")
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            with beside.open("wb") as file:
                file.writelines(_pieces(content))
            beside.replace(place)
        except OSError as error:
            with suppress(OSError):
                os.unlink(beside)
            raise unwritable(self.path, error) from error

    def prune(self, name: str, keep: Set[str]) -> None:
        """Removes from one of its folders the files that are not to be there any more.

        `keep` has their names from this folder on, with forward slashes.
        """
        with suppress(OSError):
            for each in Path(self.path, name).iterdir():
                if f"{name}/{each.name}" not in keep:
                    each.unlink()


def _pieces(content: str | bytes | Iterable[str]) -> Iterable[bytes]:
    if isinstance(content, bytes):
        return (content,)
    pieces = (content,) if isinstance(content, str) else content
    return (piece.encode("utf-8", "backslashreplace") for piece in pieces)
