"""`grade batch FOLDER`: grades a whole class and writes gradebook and reports."""

from __future__ import annotations

from functools import partial

import click

from grader.cli.layout import HelpInWords
from grader.cli.options import jobs, lang, limits
from grader.cli.values import Read, seed
from grader.cli.words import Words


def command(say: Words) -> click.Command:
    """The command, its help in one language."""
    return HelpInWords(
        say,
        name="batch",
        params=[*_what(say), *_how(say), *_where(say), lang(say)],
        callback=partial(_run, say),
        help=say(
            "Grades a whole class: a folder of files, a folder per student, or the zip that "
            "Moodle, Canvas, Gradescope or nbgrader gave.\n\n"
            "Results go to one folder: gradebook.csv, report.html, summary.json and a report for "
            "each student. Each report is kept as it is made: if the command is stopped, run it "
            "again and it goes on; what has not changed is not graded again. Exit status: 0 every "
            "submission has a report; 1 some could not be read; 2 nothing can be graded; 3 a fault "
            "of the grader; 130 interrupted."
        ),
    )


def _what(say: Words) -> list[click.Parameter]:
    return [
        click.Argument(["folder"], metavar="FOLDER|ZIP"),
        click.Option(
            ["--set", "set_name"],
            metavar="SLUG|PATH",
            help=say("The problem set; else what the files say, or the only set that fits."),
        ),
        click.Option(
            ["--layout"],
            metavar="NAME",
            help=say(
                "How submissions lie there: files, folders, moodle, canvas, gradescope or "
                "nbgrader; else it is recognised."
            ),
        ),
        click.Option(
            ["--roster"],
            metavar="CSV",
            help=say("A list of the class: names are joined, and who is missing is listed."),
        ),
        click.Option(
            ["--attempt"],
            type=click.Choice(["latest", "best", "all"]),
            default="latest",
            help=say(
                "Which of several attempts counts: latest (usual), best, or, with a report for "
                "all, the one that the rules of the course say."
            ),
        ),
        click.Option(
            ["--dry-run"],
            is_flag=True,
            help=say("Say what would be graded and written, and do nothing."),
        ),
    ]


def _how(say: Words) -> list[click.Parameter]:
    return [
        jobs(say),
        click.Option(
            ["--cluster"],
            metavar="ADDRESS|FILE",
            help=say("Grade on a Dask cluster: its scheduler's address, or its scheduler file."),
        ),
        click.Option(
            ["--regrade"],
            multiple=True,
            metavar="PATTERN",
            help=say("Grade these students or files again in any case, such as 'kim*' or '*'."),
        ),
        *limits(say),
        click.Option(
            ["--seed"],
            type=Read(seed, "number"),
            metavar="NUMBER",
            help=say("Repeat a batch that had this seed."),
        ),
        click.Option(
            ["--trust-students"],
            is_flag=True,
            help=say("Run their programs even where these cannot be sealed off from this machine."),
        ),
    ]


def _where(say: Words) -> list[click.Parameter]:
    return [
        click.Option(
            ["--output"],
            metavar="FOLDER",
            help=say("The folder for results; else the name of what is graded, with -graded."),
        ),
        click.Option(
            ["--to"],
            multiple=True,
            metavar="FORMAT",
            help=say(
                "Also write results for canvas, moodle, nbgrader, gradescope, prairielearn, "
                "junit, exercism or check50; may be given several times."
            ),
        ),
        click.Option(
            ["--worksheet"],
            metavar="CSV",
            help=say("For canvas and moodle: the file that you exported there, to be filled in."),
        ),
        click.Option(
            ["--assignment"],
            metavar="NAME",
            help=say("Which of several: nbgrader's folder, or Canvas's column (title or id)."),
        ),
        click.Option(
            ["--course"],
            metavar="YAML",
            help=say("Rules of the course; else course.yaml beside the problem set, if any."),
        ),
        click.Option(
            ["--similarity"],
            is_flag=True,
            help=say("Also list pairs of submissions that are much alike."),
        ),
        click.Option(
            ["--incomplete-too"],
            is_flag=True,
            help=say("Export scores also where an item could not be judged by our fault."),
        ),
    ]


def _run(say: Words, **given: object) -> int:
    from grader.cli.batch_options import BatchOptions
    from grader.cli.batching import grade_class

    return grade_class(BatchOptions.of(given), say.language)
