"""What is said where an item broke, by our fault."""

from __future__ import annotations

from grader.model.message import Message, say, say_count
from grader.model.report import Report

NOT_YOURS = say("The grader could not check this. It is not your mistake.")


def not_final(report: Report) -> Message:
    """To say of a report that is incomplete."""
    broken = sum(item.status == "broken" for item in report.items)
    return say_count(
        "THIS SCORE IS NOT FINAL. {count} item could not be graded because of a mistake of"
        " ours, not of yours. Please show this to the course staff.",
        "THIS SCORE IS NOT FINAL. {count} items could not be graded because of a mistake of"
        " ours, not of yours. Please show this to the course staff.",
        broken,
    )
