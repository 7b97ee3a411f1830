"""What `check` and `submit` have in common: files, one after another, none stopping the others."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from functools import cache
from typing import TYPE_CHECKING

from grader.cli.grading_options import GradingOptions

if TYPE_CHECKING:
    from grader.cli.context import Context
    from grader.model.message import Language
    from grader.model.report import Report
    from grader.runner import Runner

PASSED, NOT_PASSED, OURS = 0, 1, 3


def grade_files(
    options: GradingOptions,
    language: Language,
    each: Callable[[Context, str], int],
    *,
    student: str | None = None,
    store: str | None = None,
) -> int:
    """Does `each` for every file and returns the worst exit status.

    The runner is opened before anything else is loaded: its process warms up meanwhile.
    """
    with ExitStack() as stack:

        @cache
        def runner() -> Runner:
            from grader.runner import open_runner

            return stack.enter_context(open_runner(shell=_may_hold_notebooks(options.files)))

        if any(map(os.path.lexists, options.files)):
            runner()
        from grader.cli.context import set_up

        context = set_up(options, language, runner, student=student, store=store)
        status = max(_answer(context, file, each) for file in options.files)
        context.writer.finish()
        return status


def _may_hold_notebooks(files: Iterable[str]) -> bool:
    return not all(file.lower().endswith(".py") for file in files)


def _answer(context: Context, file: str, each: Callable[[Context, str], int]) -> int:
    try:
        return each(context, file)
    except Exception as error:  # noqa: BLE001  it is told, and the other files are graded
        from grader.cli.failure import tell

        context.writer.add_failure(file, error)
        return tell(error, context.screen.catalogue.language)


def status_of(report: Report) -> int:
    """An item that broke is our fault; else whether every item passed."""
    if not report.complete:
        return OURS
    return PASSED if all(item.status == "passed" for item in report.items) else NOT_PASSED
