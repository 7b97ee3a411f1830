"""Outcomes of grading → the marks of a class, under the course's policy."""

from grader.gradebook.book import Marks, gradebook_of
from grader.gradebook.finality import attention, final_score
from grader.gradebook.visibility import as_students_see

__all__ = ["Marks", "as_students_see", "attention", "final_score", "gradebook_of"]
