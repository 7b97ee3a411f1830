"""One submission's verdicts, and everything needed to understand and repeat them."""

from __future__ import annotations

from grader.model.base import Model
from grader.model.isolation import Isolation
from grader.model.message import Message, Text
from grader.model.run import EndReason, Place
from grader.model.verdict import Status


class Evidence(Model):
    """What was looked at: the name or text that matched, and where the program made it.

    `found` is a message where a section was searched: it tells what kind of evidence matched.
    """

    found: Message | str | None = None
    place: Place | None = None


class ItemResult(Model):
    """One item of a report. `score` is between 0 and `points`.

    Of a `hidden` one, students are shown the status and the points only.
    """

    problem: str
    problem_title: Text
    item: str
    title: Text
    status: Status
    score: float
    points: float
    message: Message | None = None
    hint: Text | None = None
    evidence: Evidence | None = None
    staff_note: str | None = None
    seconds: float = 0.0
    hidden: bool = False

    def opened(self) -> ItemResult:
        """The item as one that is not hidden."""
        return self.model_copy(update={"hidden": False})


class Flag(Model):
    """Something for staff to look at; never a verdict. `innocent` says why it may mean nothing."""

    what: Message
    place: Place | None = None
    innocent: Message


class Versions(Model):
    """The software that graded."""

    grader: str
    python: str
    numpy: str
    torch: str
    platform: str


class SubmittedFiles(Model):
    """What was graded: file names, and the digest of names and bytes."""

    files: tuple[str, ...]
    digest: str


class Printed(Model):
    """What one piece of the program printed; `cut` if it printed more. A module is one piece."""

    cell: int
    text: str
    cut: bool = False


class Report(Model):
    """Schema 1. `complete` is False when an item is `broken`: the score is then not final.

    `started` is UTC in ISO 8601; `seconds` is wall-clock time; `seed` repeats the run.
    `notes` are said once, above the items. `ended` is why each process ended that did not survive
    the program or a look at it. `printed` is cut, and not part of the JSON report.
    """

    set: str
    set_title: Text
    set_digest: str
    student: str | None
    submission: SubmittedFiles
    isolation: Isolation
    seed: int
    versions: Versions
    started: str
    seconds: float
    complete: bool
    score: float
    max_score: float
    items: tuple[ItemResult, ...]
    notes: tuple[Message, ...] = ()
    flags: tuple[Flag, ...] = ()
    ended: tuple[EndReason, ...] = ()
    printed: tuple[Printed, ...] = ()
