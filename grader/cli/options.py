"""The options that commands share."""

from __future__ import annotations

import click

from grader.cli.numbers import whole
from grader.cli.values import Read, language, memory, report_format, seconds, seed
from grader.cli.words import Words

MOST_JOBS = 256


def lang(say: Words) -> click.Option:
    """`--lang`, which every command takes."""
    return click.Option(
        ["--lang"],
        type=Read(language, "language"),
        metavar="en|ko",
        help=say("The language to speak; else GRADE_LANG, the configuration, the locale."),
    )


def jobs(say: Words) -> click.Option:
    """`--jobs`, for commands that grade with several processes."""
    return click.Option(
        ["--jobs"],
        type=Read(whole("--jobs", 1, MOST_JOBS, 2), "number"),
        metavar="NUMBER",
        help=say("How many processes grade side by side; else one for each processor."),
    )


def limits(say: Words) -> list[click.Parameter]:
    """`--timeout` and `--memory`, for commands that run students' programs."""
    return [
        click.Option(
            ["--timeout"],
            type=Read(seconds, "seconds"),
            metavar="SECONDS",
            help=say("How long a program may run; other time limits grow with it."),
        ),
        click.Option(
            ["--memory"],
            type=Read(memory, "size"),
            metavar="SIZE",
            help=say("How much memory a program may use, such as 512M or 2G."),
        ),
    ]


def grading_options(say: Words) -> list[click.Parameter]:
    """What `check` and `submit` take: the fields of GradingOptions."""
    return [
        click.Argument(["files"], nargs=-1, required=True, metavar="FILE..."),
        click.Option(
            ["--set", "set_name"],
            metavar="SLUG|PATH",
            help=say("The problem set; else what the file says, or the only set that fits."),
        ),
        click.Option(
            ["--format"],
            type=Read(report_format, "format"),
            default="terminal",
            metavar="terminal|json",
            help=say(
                "How to show reports. json: one object per FILE, each on one line if there are "
                "several; one that cannot be graded has “error” instead of a score."
            ),
        ),
        click.Option(
            ["--output"],
            metavar="PATH",
            help=say("Write reports to this file, whole or not at all, instead of the screen."),
        ),
        lang(say),
        *limits(say),
        click.Option(
            ["--seed"],
            type=Read(seed, "number"),
            metavar="NUMBER",
            help=say("Repeat the run of a report that names this seed."),
        ),
        click.Option(
            ["--staff"], is_flag=True, help=say("Show what is for course staff: notes and flags.")
        ),
    ]
