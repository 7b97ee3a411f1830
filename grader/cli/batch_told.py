"""What a batch says at its end: what became of everybody, who needs a look, where it is."""

from __future__ import annotations

import os
from collections import Counter

from grader.batch import Plan
from grader.cli.batch_found import MOST_LISTED, person
from grader.cli.batch_words import counts
from grader.cli.screen import Screen
from grader.gradebook import attention
from grader.model.gradebook import Gradebook
from grader.model.message import Message, say

ALL_REPORTED, SOME_UNREADABLE, OURS = 0, 1, 3


def tell_results(screen: Screen, book: Gradebook, made: Plan) -> None:
    """On standard output."""
    screen.tell(_counts(book, made))
    needy = [(mark, reasons) for mark in book.marks if (reasons := attention(book, mark))]
    if needy:
        screen.tell(say("Needs a look:"))
    for mark, reasons in needy[:MOST_LISTED]:
        screen.tell(say("  - {student}", student=person(mark.student)))
        for reason in reasons:
            screen.tell(say("    {why}", why=reason))
    if len(needy) > MOST_LISTED:
        screen.tell(say("  … and {count} more, in report.html", count=len(needy) - MOST_LISTED))


def tell_where(screen: Screen, folder: str, seed: int) -> None:
    """Where the results are, and how to repeat them."""
    screen.tell(say("Gradebook: {file}", file=os.path.join(folder, "gradebook.csv")))
    screen.tell(say("To look at: {file}", file=os.path.join(folder, "report.html")))
    screen.tell(say("For students: {folder}", folder=os.path.join(folder, "reports")))
    screen.tell(say("To repeat with the same random numbers: {option}", option=f"--seed {seed}"))


def _counts(book: Gradebook, made: Plan) -> Message:
    statuses = Counter(mark.status for mark in book.marks)
    return say(
        "Students: {parts}. Graded now: {now}; reused from before: {before}.",
        parts=counts(statuses),
        now=len(made.due),
        before=made.reused,
    )


def status_of(book: Gradebook) -> int:
    """0 if every submission has a report, 1 if some could not be read, 3 if some are our fault."""
    statuses = {mark.status for mark in book.marks}
    if statuses & {"broken", "incomplete"}:
        return OURS
    return SOME_UNREADABLE if "unreadable" in statuses else ALL_REPORTED
