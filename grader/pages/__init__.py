"""Pages to look at: one of a whole class, and one of each student."""

from grader.pages.class_page import ClassPage, class_page
from grader.pages.student_page import student_page

__all__ = ["ClassPage", "class_page", "student_page"]
