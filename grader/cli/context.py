"""All that it takes to grade files, set up while the runner warms up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from grader.cli.graders import Graders
from grader.cli.grading_options import GradingOptions
from grader.cli.here import settings_here
from grader.cli.output import check_output
from grader.cli.report_writer import ReportWriter
from grader.cli.screen import Screen
from grader.cli.sets import Sets
from grader.model.message import Language
from grader.runner import Runner
from grader.settings.reading import Settings


@dataclass(frozen=True)
class Context:
    """`writer` is where reports go, `screen` where everything else is said."""

    options: GradingOptions
    settings: Settings
    screen: Screen
    graders: Graders
    writer: ReportWriter


def set_up(
    options: GradingOptions,
    language: Language,
    runner: Callable[[], Runner],
    *,
    student: str | None = None,
    store: str | None = None,
) -> Context:
    """UsageError if the command line or a configuration file asks for what cannot be."""
    if options.output is not None:
        check_output(options.output)
    settings = settings_here(student=student, store=store)
    screen = Screen(language, for_programs=options.format != "terminal" and options.output is None)
    return Context(
        options=options,
        settings=settings,
        screen=screen,
        graders=Graders(runner, options, Sets(settings.problems)),
        writer=ReportWriter(options, screen),
    )
