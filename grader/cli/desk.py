"""All that it takes to grade files, set up while the runner warms up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from grader.cli.bench import Bench
from grader.cli.here import settings_here
from grader.cli.output import check_output
from grader.cli.screen import Screen
from grader.cli.sets import Sets
from grader.cli.shown import Shown
from grader.cli.wishes import Wishes
from grader.model.message import Language
from grader.runner import Runner
from grader.settings.reading import Settings


@dataclass(frozen=True)
class Desk:
    """`shown` is where reports go, `screen` where everything else is said."""

    wishes: Wishes
    settings: Settings
    screen: Screen
    bench: Bench
    shown: Shown


def set_up(
    wishes: Wishes,
    language: Language,
    runner: Callable[[], Runner],
    *,
    student: str | None = None,
    store: str | None = None,
) -> Desk:
    """UsageError if the command line or a configuration file asks for what cannot be."""
    if wishes.output is not None:
        check_output(wishes.output)
    settings = settings_here(student=student, store=store)
    screen = Screen(language, for_programs=wishes.format == "json" and wishes.output is None)
    return Desk(
        wishes=wishes,
        settings=settings,
        screen=screen,
        bench=Bench(runner, wishes, Sets(settings.problems)),
        shown=Shown(wishes, screen),
    )
