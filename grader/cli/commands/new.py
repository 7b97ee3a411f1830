"""`grade new SLUG`: a problem set to begin with."""

from __future__ import annotations

from functools import partial

import click

from grader.cli.layout import HelpInWords
from grader.cli.options import lang
from grader.cli.words import Words


def command(say: Words) -> click.Command:
    """The command, its help in one language."""
    return HelpInWords(
        say,
        name="new",
        params=[
            click.Argument(["slug"], metavar="SLUG"),
            click.Option(
                ["--in", "folder"],
                metavar="FOLDER",
                default="problems",
                help=say("Where to put it; else ./problems."),
            ),
            lang(say),
        ],
        callback=partial(_run, say),
        help=say(
            "Writes a problem set that verifies and shows how one is written, for authors.\n\n"
            "SLUG is the set's name: lowercase letters, digits and hyphens."
        ),
    )


def _run(words: Words, slug: str, folder: str, lang: str | None) -> int:  # noqa: ARG001
    from grader.authors.new import new_set
    from grader.cli.screen import Screen
    from grader.model.message import say

    path = new_set(slug, folder)
    screen = Screen(words.language)
    screen.tell(say("Written: {path}", path=path))
    screen.tell(say("Now change it, and try it: {command}", command=f"grade verify {path}"))
    return 0
