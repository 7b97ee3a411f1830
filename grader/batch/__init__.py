"""A whole class: what is to be graded, what is known already, and where it is kept."""

from grader.batch.fingerprint import context_of, fingerprint_of
from grader.batch.journal import Journal, open_journal
from grader.batch.plan import Plan, Work, outcomes, plan
from grader.batch.run import Kind, grade_all, kind_of

__all__ = [
    "Journal",
    "Kind",
    "Plan",
    "Work",
    "context_of",
    "fingerprint_of",
    "grade_all",
    "kind_of",
    "open_journal",
    "outcomes",
    "plan",
]
