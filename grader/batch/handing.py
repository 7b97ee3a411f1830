"""What is written for a learning-management system, besides the usual results."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from grader.batch.rendering import BY_STUDENT
from grader.batch.results import Graded
from grader.errors import UsageError
from grader.exports import canvas, junit, moodle, nbgrader, told
from grader.exports.feedback import feedback
from grader.exports.filled import Filled
from grader.model.classroom import Outcome
from grader.model.gradebook import Gradebook, Mark
from grader.model.message import Message, say
from grader.nearest import nearest

OF_CLASS, FILLED = ("junit", "nbgrader"), ("canvas", "moodle")
FORMATS = (*FILLED, "nbgrader", *BY_STUDENT, "junit")
LARGEST = 64 << 20


class Sheet(NamedTuple):
    """A file that a learning-management system has exported, to be filled in."""

    name: str
    data: bytes


class HandOver(NamedTuple):
    """A file to write, and what to tell the teacher of it."""

    name: str
    content: bytes | Iterable[str]
    told: tuple[Message, ...] = ()


def check_formats(formats: Sequence[str], worksheet: str | None) -> Sheet | None:
    """The worksheet's bytes, if one is needed. UsageError if the request cannot be met."""
    for name in formats:
        if name not in FORMATS:
            raise _unknown(name)
    wanted = [name for name in FILLED if name in formats]
    if len(wanted) > 1:
        raise UsageError(
            say("Ask for canvas and moodle one after the other: each fills in a file of its own.")
        )
    if wanted and worksheet is None:
        raise UsageError(
            say(
                "--to {format} fills in the file that you exported there: give it with "
                "--worksheet CSV",
                format=wanted[0],
            )
        )
    if worksheet is not None and not wanted:
        raise UsageError(say("--worksheet is for --to canvas and --to moodle: give one of them."))
    return _read(worksheet) if worksheet is not None else None


def _unknown(name: str) -> UsageError:
    if (close := nearest(name, FORMATS)) is not None:
        return UsageError(
            say(
                "--to {name}: there is no such format. Did you mean {nearest}?",
                name=name,
                nearest=close,
            )
        )
    return UsageError(
        say("--to {name}: there is no such format. There are: {names}.", name=name, names=FORMATS)
    )


def _read(path: str) -> Sheet:
    try:
        with Path(path).open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise UsageError(
            say(
                "--worksheet {file} cannot be read ({why}): export it again, or correct the path.",
                file=path,
                why=error.strerror or type(error).__name__,
            )
        ) from error
    if len(data) > LARGEST:
        raise UsageError(
            say(
                "--worksheet {file} is too large for a file of grades: is it the right one?",
                file=path,
            )
        )
    return Sheet(path, data)


def hand_overs(
    graded: Graded,
    book: Gradebook,
    formats: Sequence[str],
    sheet: Sheet | None,
    assignment: str | None,
) -> Iterator[HandOver]:
    """The files for a whole class. UsageError if the worksheet does not fit."""
    also = graded.incomplete_too
    for name in dict.fromkeys(formats):
        match name:
            case "junit":
                seen = (_as_seen(graded, outcome) for outcome in graded.outcomes())
                slug = graded.problem_set.slug
                yield HandOver("junit.xml", junit.render(seen, graded.catalogue, name=slug))
            case "nbgrader":
                yield HandOver("nbgrader.csv", nbgrader.render(book, include_incomplete=also))
            case "canvas" | "moodle" if sheet is not None:
                filled = _filled(graded, book, name, sheet, assignment)
                yield HandOver(f"{name}.csv", filled.data, told(filled))


def _as_seen(graded: Graded, outcome: Outcome) -> Outcome:
    report = outcome.report and graded.seen(outcome.report)
    return outcome.model_copy(update={"report": report})


def _filled(
    graded: Graded, book: Gradebook, name: str, sheet: Sheet, assignment: str | None
) -> Filled:
    also = graded.incomplete_too
    if name == "canvas":
        return canvas.fill(
            sheet.data,
            book,
            file=sheet.name,
            assignment=assignment,
            include_incomplete=also,
        )
    texts = dict(_feedback(graded))
    return moodle.fill(
        sheet.data,
        book,
        file=sheet.name,
        feedback=lambda mark: texts.get(_key(mark)),
        include_incomplete=also,
    )


def _key(mark: Mark) -> tuple[str, int]:
    return mark.student.id, mark.attempt


def _feedback(graded: Graded) -> Iterator[tuple[tuple[str, int], str]]:
    for outcome in graded.outcomes():
        if outcome.report is not None:
            hand_in = outcome.hand_in
            text = feedback(graded.seen(outcome.report), graded.catalogue)
            yield (hand_in.student.id, hand_in.attempt), text
