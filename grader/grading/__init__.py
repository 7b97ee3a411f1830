"""One submission → one report."""

from grader.grading.grader import Grader, grade

__all__ = ["Grader", "grade"]
