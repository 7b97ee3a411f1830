"""`grade submit FILE…`: grades, prints, and records the submission with its report."""

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
    from grader.model.report import Report
    from grader.model.submission import Submission


def command(say: Words) -> click.Command:
    """The command, its help in one language."""
    return HelpInWords(
        say,
        name="submit",
        params=[*grading_options(say), *_own_options(say)],
        callback=partial(_run, say),
        help=say(
            "Grades files like check, then records them with their report.\n\n"
            "What is recorded is a copy in STORE/SET/STUDENT/TIME-DIGEST. The same files of the "
            "same student are recorded once."
        ),
    )


def _own_options(say: Words) -> list[click.Parameter]:
    return [
        click.Option(
            ["--student"],
            metavar="NAME",
            help=say("Who hands in; else GRADE_STUDENT, the configuration, the login name."),
        ),
        click.Option(
            ["--store"],
            metavar="FOLDER",
            help=say("Where to record; else GRADE_STORE, the configuration, ./submissions."),
        ),
        click.Option(
            ["--trust-students"],
            is_flag=True,
            help=say("Run another's program even where it cannot be sealed off from this machine."),
        ),
    ]


def _run(
    say: Words, student: str | None, store: str | None, trust_students: bool, **given: object
) -> int:
    each = partial(_submit, trusted=trust_students)
    return grade_files(GradingOptions.of(given), say.language, each, student=student, store=store)


def _submit(context: Context, file: str, *, trusted: bool) -> int:
    from grader.sources import read_submission

    submission = read_submission(file)
    _show_what(context, submission)
    problem_set = context.graders.set_of(submission)
    if not trusted:
        refuse_if_exposed(context)
    report = context.graders.grade(submission, problem_set, context.settings.student.name)
    context.writer.add(file, report)
    return max(status_of(report), _record(context, submission, report))


def _show_what(context: Context, submission: Submission) -> None:
    from grader.model.message import say

    student = context.settings.student
    files = (submission.main.path, *(helper.path for helper in submission.helpers))
    tell = context.screen.tell
    tell(say("Student: {student} ({source})", student=student.name, source=student.source))
    tell(say("Handed in: {files}", files=files))
    for name, why in submission.left_out:
        if name in files:
            tell(say("Note on {file}: {why}", file=name, why=why))
        else:
            tell(say("Not handed in: {file} ({why})", file=name, why=why))
    tell("")


def refuse_if_exposed(context: Context) -> None:
    """UsageError if the program is another's and cannot be sealed off here."""
    import json

    from grader.cli.trust import is_somebody_elses, may_run
    from grader.errors import UsageError
    from grader.model.message import say
    from grader.settings.places import FILE_NAME

    settings = context.settings
    if not is_somebody_elses(settings.student, settings.own_names):
        return
    if may_run(context.graders.isolation().level, somebody_elses=True, trusted=False):
        return
    raise UsageError(
        say(
            "{student} is not you ({own}), and on this machine a program cannot be sealed off: it "
            "could read and change your files. Run it only if you trust its author, with "
            "--trust-students. If {student} is you, say so once in {file}: {line}",
            student=settings.student.name,
            own=tuple(sorted(settings.own_names)) or "?",
            file=FILE_NAME,
            line=f"student = {json.dumps(settings.student.name, ensure_ascii=False)}",
        )
    )


def _record(context: Context, submission: Submission, report: Report) -> int:
    from grader.cli.failure import tell
    from grader.errors import StoreError
    from grader.model.message import say
    from grader.reports import renderer
    from grader.store import keep

    text = renderer("json")(report, context.screen.catalogue, staff=context.options.staff)
    settings = context.settings
    try:
        kept = keep(settings.store, report.set, settings.student.name, submission, text)
    except StoreError as error:
        return tell(error, context.screen.catalogue.language)
    context.screen.tell("")
    if kept.new:
        context.screen.tell(say("Recorded in {folder}", folder=kept.folder))
    else:
        context.screen.tell(
            say(
                "The same files were recorded before, in {folder}; they are not recorded again.",
                folder=kept.folder,
            )
        )
    return 0
