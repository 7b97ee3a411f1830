"""Checks: one per file, named as in the YAML. Found by looking, not by registration."""

from grader.checkers.base import Checker, SourceChecker, Subject, all_checkers, checker_named

__all__ = ["Checker", "SourceChecker", "Subject", "all_checkers", "checker_named"]
