"""`grade check FILE…`: grades and prints; records nothing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from grader.cli.grading import grade_files, status_of
from grader.cli.grading_options import GradingOptions
from grader.cli.layout import HelpInWords
from grader.cli.options import grading_options
from grader.cli.words import Words

if TYPE_CHECKING:
    from grader.cli.context import Context


def command(say: Words) -> click.Command:
    """The command, its help in one language."""
    return HelpInWords(
        say,
        name="check",
        params=grading_options(say),
        callback=partial(_run, say),
        help=say(
            "Grades files and says what passed and why the rest did not. Records nothing.\n\n"
            "FILE is a .py module, a .ipynb notebook, or a folder that holds one."
        ),
    )


def _run(say: Words, **given: object) -> int:
    return grade_files(GradingOptions.of(given), say.language, _check)


def _check(context: Context, file: str) -> int:
    from grader.sources import read_submission

    submission = read_submission(file)
    report = context.graders.grade(submission, context.graders.set_of(submission))
    context.writer.add(file, report)
    return status_of(report)
