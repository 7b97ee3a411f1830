"""Pages to look at: one of a whole class, and one of each student."""

from grader.pages.class_page import class_page
from grader.pages.student_page import student_page

__all__ = ["class_page", "student_page"]
