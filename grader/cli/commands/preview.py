"""`grade preview SET`: the task page as students will see it."""

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
        name="preview",
        params=[
            click.Argument(["name"], metavar="SET"),
            click.Option(
                ["--output"],
                metavar="PATH",
                help=say("Write the page as HTML to this file instead."),
            ),
            lang(say),
        ],
        callback=partial(_run, say),
        help=say("Shows the task page of a problem set as students will see it, for authors."),
    )


def _run(words: Words, name: str, output: str | None, lang: str | None) -> int:  # noqa: ARG001
    from grader.authors.page import page_of
    from grader.cli.here import settings_here
    from grader.cli.output import check_output, write_whole
    from grader.cli.pages import as_html, as_terminal
    from grader.cli.screen import Screen
    from grader.cli.sets import Sets
    from grader.model.message import say

    screen = Screen(words.language)
    if output is not None:
        check_output(output)
    page = page_of(Sets(settings_here().problems).named(name), screen.catalogue)
    if output is None:
        screen.write(as_terminal(page, screen))
        return 0
    write_whole(output, as_html(page))
    screen.warn(say("Written to {file}", file=output))
    return 0
