"""The problem sets within reach, and which of them a submission is for."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from functools import cached_property

from grader.errors import SpecError, UsageError
from grader.model.message import Message, say
from grader.model.problem_set import ProblemSet
from grader.model.run import Place, Raised
from grader.model.submission import Submission
from grader.sources import bound_names, syntax_mistakes
from grader.specs import (
    SetName,
    find_set,
    fitting_sets,
    has_own_checks,
    load_set,
    set_folders,
    sets_in,
)

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class Sets:
    """Sets in the configured folders, then in the usual ones; each is read once."""

    def __init__(self, configured: Sequence[str] = ()) -> None:
        self._folders = (*configured, *set_folders())
        self._loaded: dict[str, ProblemSet] = {}

    @cached_property
    def listings(self) -> tuple[SetName, ...]:
        """What there is; of two sets of the same slug, the one that is found first."""
        found: dict[str, SetName] = {}
        for folder in self._folders:
            for listing in sets_in(folder):
                found.setdefault(listing.slug, listing)
        return tuple(found.values())

    def named(self, name: str) -> ProblemSet:
        """The set of that slug, or in that folder."""
        return self._load(find_set(name, self._folders))

    def at(self, address: str) -> tuple[ProblemSet, tuple[str, ...]]:
        """`SET/PROBLEM/ITEM` as the set and the rest of its parts; SET may be a path."""
        parts = address.rstrip("/").split("/")
        for length in range(len(parts), 0, -1):
            folder = "/".join(parts[:length])
            if os.path.isfile(os.path.join(folder, "set.yaml")):
                return self.named(folder), tuple(parts[length:])
        if _is_path(parts[0]):
            return self.named(address), ()
        return self.named(parts[0]), tuple(parts[1:])

    def meant_by(self, submission: Submission, option: str | None) -> ProblemSet:
        """The set that the option names, else the file itself, else the only one that fits."""
        if option is not None:
            return self.named(option)
        if submission.declared_set is not None:
            return self.named(_declared(submission))
        fitting, broken = self._fitting(submission)
        if len(fitting) == 1:
            return fitting[0]
        if broken and not fitting:
            raise broken[0]
        raise UsageError(self._undecided(submission, fitting))

    def _fitting(self, submission: Submission) -> tuple[tuple[ProblemSet, ...], list[SpecError]]:
        """The sets whose names it defines, and what is wrong with those that cannot be read.

        A set with checks of its own is left out: their code runs only for a set that is named.
        """
        whole: list[ProblemSet] = []
        broken: list[SpecError] = []
        for listing in self.listings:
            if has_own_checks(listing.folder):
                continue
            try:
                whole.append(self._load(listing.folder))
            except SpecError as error:
                broken.append(error)
        return fitting_sets(bound_names(submission), whole), broken

    def _load(self, folder: str) -> ProblemSet:
        if folder not in self._loaded:
            self._loaded[folder] = load_set(folder)
        return self._loaded[folder]

    def _undecided(self, submission: Submission, fitting: Sequence[ProblemSet]) -> Message:
        if fitting:
            return say(
                "{file} could be for several problem sets: {sets}. Say which with --set, for "
                "example --set {first}",
                file=submission.path,
                sets=_slugs(fitting),
                first=fitting[0].slug,
            )
        if not self.listings:
            return say("There is no problem set here. Give the folder of one with --set FOLDER")
        if mistakes := syntax_mistakes(submission):
            return self._unreadable(submission, mistakes[0])
        return say(
            "{file} does not say which problem set it is for, and defines none of the names that "
            "they ask for. Say which with --set; there are: {sets}.",
            file=submission.path,
            sets=_slugs(self.listings),
        )

    def _unreadable(self, submission: Submission, mistake: Raised) -> Message:
        place = mistake.place or Place()
        return say(
            "{file} does not say which problem set it is for, and its names cannot be read: "
            "{where}: {error}\n{caret}\nCorrect it, or say which set with --set; there are: "
            "{sets}.",
            file=submission.path,
            where=_where(place),
            error=f"{mistake.type}: {mistake.text}",
            caret=mistake.caret or "",
            sets=_slugs(self.listings),
        )


def _is_path(part: str) -> bool:
    """Whether an address that begins so can be nothing but a folder's path."""
    return part in ("", os.curdir, os.pardir)


def _where(place: Place) -> Message:
    if place.cell is None:
        return say("line {line}", line=place.line or 1)
    return say("cell {cell}, line {line}", cell=place.cell, line=place.line or 1)


def _slugs(sets: Sequence[SetName | ProblemSet]) -> tuple[str, ...]:
    return tuple(each.slug for each in sets)


def _declared(submission: Submission) -> str:
    """The slug that the file declares. Never a path: a student does not choose code that we run."""
    declared = submission.declared_set or ""
    if not SLUG.fullmatch(declared):
        raise UsageError(
            say(
                "{file} says that it is for the problem set “{declared}”, which is no set's name. "
                "Correct it, or say which with --set",
                file=submission.path,
                declared=declared,
            )
        )
    return declared
