"""`grade list`: the problem sets and their problems."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from grader.cli.layout import HelpInWords
from grader.cli.options import lang
from grader.cli.words import Words

if TYPE_CHECKING:
    from grader.cli.screen import Screen
    from grader.specs import SetName


def command(say: Words) -> click.Command:
    """The command, its help in one language."""
    return HelpInWords(
        say,
        name="list",
        params=[lang(say)],
        callback=partial(_run, say),
        help=say("Lists the problem sets and their problems."),
    )


def _run(words: Words, lang: str | None) -> int:  # noqa: ARG001  language_of has read it
    from grader.cli.here import settings_here
    from grader.cli.screen import Screen
    from grader.cli.sets import Sets
    from grader.model.message import say

    screen = Screen(words.language)
    listings = Sets(settings_here().problems).listings
    if not listings:
        screen.tell(say("There is no problem set here."))
    for listing in listings:
        _show(listing, screen)
    return 2 if any(listing.mistakes for listing in listings) else 0


def _show(listing: SetName, screen: Screen) -> None:
    from grader.cli.points import points_of
    from grader.model.message import say

    screen.tell(say("{set}: {title}", set=listing.slug, title=listing.title))
    for problem in listing.problems:
        address, points = f"{listing.slug}/{problem.slug}", points_of(problem.points)
        screen.tell(
            say(
                "  {problem}: {title} ({points})",
                problem=address,
                title=problem.title,
                points=points,
            )
        )
    for mistake in listing.mistakes:
        screen.warn(say("  - {mistake}", mistake=mistake))
