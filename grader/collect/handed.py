"""One student's files → what is to be read: a file, or a folder with everything in it."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from grader.collect.archive import OWN, Allowance, RefusedError
from grader.collect.caps import MAX_BYTES, MAX_FILE
from grader.collect.names import is_archive, is_program, shown_path
from grader.collect.tree import Entry, Tree, root, tree_of
from grader.collect.unpack import unpack
from grader.model.classroom import Overlooked
from grader.model.message import Message, say

WRAPPED = 4
"""Folders that hold nothing but one folder are opened so many times."""


class Named(NamedTuple):
    """A file under the name that its student gave it."""

    name: str
    entry: Entry


class Workroom:
    """A folder of ours for what must be unpacked or put together; and all that is overlooked."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made = 0
        self._left = MAX_BYTES
        self.overlooked: list[Overlooked] = []

    def tell(self, what: Overlooked) -> None:
        """Adds to what is overlooked."""
        self.overlooked.append(what)

    def leave(self, entry: Entry, why: Message) -> None:
        """Leaves a file or folder out, for that reason."""
        self.tell(Overlooked(shown=shown_path(entry.shown), why=why))

    def open(self, folder: Entry) -> Tree | None:
        """What is in the folder; None if it cannot be listed or holds nothing, which is told."""
        tree = tree_of(folder)
        if isinstance(tree, Message):
            self.leave(folder, tree)
            return None
        self.overlooked.extend(tree.overlooked)
        if not tree.entries and not tree.overlooked:
            self.leave(folder, say("it is empty"))
        return tree if tree.entries else None

    def from_folder(self, folder: Entry) -> str | None:
        """The path to read: the folder that holds the student's files, however it is wrapped.

        A folder without a program but with one zip stands for that zip's contents.
        """
        tree = self.open(folder)
        if tree is None:
            return None
        tree = self._innermost(tree)
        zips = [each for each in tree.files if is_archive(each.name)]
        if len(zips) == 1 and not any(is_program(each.name) for each in tree.files):
            return self.from_zip(zips[0])
        return tree.folder.path

    def from_zip(self, file: Entry) -> str | None:
        """The path to read of a zip that a student handed in, unpacked within its own caps.

        Zips within it stay as they are.
        """
        place = self._place()
        shown = f"{file.shown} › "
        try:
            allowed = Allowance(OWN.entries, min(OWN.bytes, self._left))
            self._left -= unpack(file.path, place, allowed, shown, self.tell)
        except RefusedError as error:
            self.leave(file, error.why)
            return None
        tree = self.open(root(str(place), shown))
        if tree is None:
            return None
        tree = self._innermost(tree)
        for each in filter(lambda each: is_archive(each.name), tree.files):
            self.leave(each, say("it is a zip within a zip; only the outer one is unpacked"))
        return tree.folder.path

    def from_files(self, files: Sequence[Named]) -> str | None:
        """The path to read of files that belong together: of several, a folder with all of them."""
        if len(files) == 1:
            entry = files[0].entry
            return self.from_zip(entry) if is_archive(entry.name) else entry.path
        place = self._place()
        place.mkdir(parents=True)
        for each in files:
            self._copy(each, place / Path(each.name).name)
        return str(place)

    def _copy(self, file: Named, target: Path) -> None:
        source = Path(file.entry.path)
        size = source.stat().st_size
        if target.exists():
            self.leave(file.entry, say("the student has another file of this name"))
        elif size > min(MAX_FILE, self._left):
            self.leave(
                file.entry, say("it is larger than {megabytes} MB", megabytes=MAX_FILE // 1_000_000)
            )
        else:
            shutil.copyfile(source, target, follow_symlinks=False)
            self._left -= size

    def _innermost(self, tree: Tree) -> Tree:
        for _ in range(WRAPPED):
            if len(tree.entries) != 1 or tree.entries[0].kind != "folder":
                break
            inner = self.open(tree.entries[0])
            if inner is None:
                break
            tree = inner
        return tree

    def _place(self) -> Path:
        self._made += 1
        return self._folder / str(self._made)
