"""What a course's policy lets students see of hidden items."""

from __future__ import annotations

from datetime import datetime

from grader.model.course import Policy
from grader.model.report import Report


def as_students_see(report: Report, policy: Policy, now: datetime) -> Report:
    """The report with its hidden items opened, if they are to be seen now; else as it is.

    Without a due date, `after_due_date` never comes.
    """
    if not _open(policy, now):
        return report
    items = tuple(item.opened() for item in report.items)
    return report.model_copy(update={"items": items})


def _open(policy: Policy, now: datetime) -> bool:
    match policy.hidden_items:
        case "always":
            return True
        case "after_due_date":
            return policy.due is not None and now > policy.due
        case "never":
            return False
