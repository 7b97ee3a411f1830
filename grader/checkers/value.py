"""The value is the reference's: same type, shape and dtype, elements equal within a tolerance.

For arrays, numbers, text, dtypes, sizes, and lists, tuples, sets and dicts of them.
"""

from __future__ import annotations

from grader.checkers.base import Checker
from grader.checkers.stock import Looked, One, look_at
from grader.compare import How, mismatch
from grader.model.verdict import Verdict, failed, passed

Rules = How


def judge(seen: Looked, reference: Looked, rules: How) -> Verdict:
    """A value that compares equal passes."""
    wrong = mismatch(seen.value, reference.value, rules)
    return passed() if wrong is None else failed(wrong.for_student, wrong.in_full)


checker = Checker(One, Looked, Rules, look_at, judge)
