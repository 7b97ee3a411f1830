"""What was found of a class, in words, and which problem set it is for."""

from __future__ import annotations

from collections.abc import Sequence

from grader.batch.results import FILES_FOR_ALL
from grader.cli.batch_options import BatchOptions
from grader.cli.screen import Screen
from grader.cli.sets import Sets
from grader.errors import SubmissionError, UsageError
from grader.model.classroom import Collection, HandIn, Student
from grader.model.message import Message, say, say_count
from grader.model.problem_set import ProblemSet
from grader.sources import read_submission

MOST_LISTED = 30


def meant_by_class(sets: Sets, collection: Collection) -> ProblemSet:
    """The set that the first hand-in which can be read is for; UsageError if none says."""
    for hand_in in collection.hand_ins:
        try:
            return sets.meant_by(read_submission(hand_in.path, alone=True), None)
        except (SubmissionError, UsageError):
            continue
    raise UsageError(
        say("None of the submissions says which problem set it is for. Say which with --set")
    )


def tell_found(screen: Screen, found: Collection, problem_set: ProblemSet) -> None:
    """How many, of what layout, for which set; what was not taken and who is missing."""
    screen.tell(_head(found))
    screen.tell(say("Problem set: {set}", set=problem_set.slug))
    _list(screen, say("Earlier attempts, not graded:"), [_shown(h) for h in found.superseded])
    overlooked = [say("{file}: {why}", file=o.shown, why=o.why) for o in found.overlooked]
    _list(screen, say("Not taken for a submission:"), overlooked)
    _list(screen, say("Handed in nothing:"), [person(s) for s in found.missing])
    notes = [
        say("{student}: {note}", student=person(each.student), note=note)
        for each in found.hand_ins
        for note in each.notes
    ]
    _list(screen, say("To know:"), notes)


def _head(found: Collection) -> Message:
    return say(
        "Found {submissions} of {students} (layout: {layout})",
        submissions=say_count("{count} submission", "{count} submissions", len(found.hand_ins)),
        students=say_count(
            "{count} student",
            "{count} students",
            len({each.student.id for each in found.hand_ins}),
        ),
        layout=found.layout,
    )


def person(student: Student) -> Message | str:
    """A student as staff know them: the name, and the id that tells two of one name apart."""
    if student.name in ("", student.id):
        return student.id
    return say("{name} ({id})", name=student.name, id=student.id)


def _shown(hand_in: HandIn) -> Message:
    return say(
        "{student}: {file}, attempt {attempt}",
        student=person(hand_in.student),
        file=hand_in.shown,
        attempt=hand_in.attempt,
    )


def _list(screen: Screen, head: Message, lines: Sequence[Message | str]) -> None:
    """The head and, below it, as many lines as people read."""
    if not lines:
        return
    screen.tell(head)
    for line in lines[:MOST_LISTED]:
        screen.tell(say("  - {line}", line=line))
    if len(lines) > MOST_LISTED:
        screen.tell(say("  … and {count} more", count=len(lines) - MOST_LISTED))


def tell_wanted(
    screen: Screen, found: Collection, options: BatchOptions, filled: Sequence[Message]
) -> None:
    """What would be graded and written; `filled` tells of a worksheet."""
    screen.tell(say("Would grade:"))
    for hand_in in found.hand_ins:
        screen.tell(say("  - {line}", line=_shown(hand_in)))
    for line in filled:
        screen.tell(line)
    screen.tell(
        say(
            "Would write to {folder}: {files}, and reports of each student. Nothing was done.",
            folder=options.results,
            files=(*FILES_FOR_ALL, *options.to),
        )
    )
