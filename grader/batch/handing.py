"""What is written for a learning-management system, besides the usual results."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from grader.batch.rendering import BY_STUDENT
from grader.batch.results import Graded
from grader.errors import UsageError
from grader.exports import canvas, junit, moodle, nbgrader, told
from grader.exports.feedback import feedback
from grader.exports.filled import Filled
from grader.gradebook import gradebook_of
from grader.model.classroom import Collection, Outcome
from grader.model.course import Policy
from grader.model.gradebook import Gradebook, Mark
from grader.model.message import Message, say, say_count
from grader.model.problem_set import ProblemSet
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
                texts = partial(_text, dict(_feedback(graded)) if name == "moodle" else {})
                filled = _filled(book, name, sheet, assignment, texts, also)
                yield HandOver(f"{name}.csv", filled.data, told(filled))


def rehearsed(
    problem_set: ProblemSet,
    collection: Collection,
    policy: Policy,
    formats: Sequence[str],
    sheet: Sheet,
    assignment: str | None,
) -> tuple[Message, ...]:
    """What to tell of the worksheet if everybody got a score. UsageError if it does not fit."""
    name = next(name for name in FILLED if name in formats)
    book = gradebook_of((), problem_set, policy, collection.missing)
    came = {each.student.id: each for each in collection.hand_ins}
    marks = (
        Mark(student=each.student, status="graded", score=0, attempt=each.attempt)
        for each in came.values()
    )
    expected = book.model_copy(update={"marks": (*marks, *book.marks)})
    filled = _filled(expected, name, sheet, assignment, lambda _: None)
    rows = say_count(
        "Would fill in {count} row of {file}, if everybody gets a score.",
        "Would fill in {count} rows of {file}, if everybody gets a score.",
        len(filled.filled),
        file=sheet.name,
    )
    return (rows, *told(filled)[1:])


def _as_seen(graded: Graded, outcome: Outcome) -> Outcome:
    report = outcome.report and graded.seen(outcome.report)
    return outcome.model_copy(update={"report": report})


def _filled(
    book: Gradebook,
    name: str,
    sheet: Sheet,
    assignment: str | None,
    feedback: Callable[[Mark], str | None],
    include_incomplete: bool = False,
) -> Filled:
    if name == "canvas":
        return canvas.fill(
            sheet.data,
            book,
            file=sheet.name,
            assignment=assignment,
            include_incomplete=include_incomplete,
        )
    return moodle.fill(
        sheet.data,
        book,
        file=sheet.name,
        feedback=feedback,
        include_incomplete=include_incomplete,
    )


def _text(texts: Mapping[tuple[str, int], str], mark: Mark) -> str | None:
    return texts.get((mark.student.id, mark.attempt))


def _feedback(graded: Graded) -> Iterator[tuple[tuple[str, int], str]]:
    for outcome in graded.outcomes():
        if outcome.report is not None:
            hand_in = outcome.hand_in
            text = feedback(graded.seen(outcome.report), graded.catalogue)
            yield (hand_in.student.id, hand_in.attempt), text
