"""`grade start SET`: the file in which a student writes the answers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from grader.cli.layout import HelpInWords
from grader.cli.options import lang
from grader.cli.words import Words

if TYPE_CHECKING:
    from grader.authors.starter import Kind


def command(say: Words) -> click.Command:
    """The command, its help in one language."""
    return HelpInWords(
        say,
        name="start",
        params=[
            click.Argument(["name"], metavar="SET"),
            click.Option(
                ["--as", "kind"],
                metavar="notebook|module",
                help=say("What to write; else what --output ends in, else a notebook."),
            ),
            click.Option(
                ["--output"],
                metavar="PATH",
                help=say("The file; else one of the set's name in this folder."),
            ),
            lang(say),
        ],
        callback=partial(_run, say),
        help=say(
            "Writes the file to begin a set with: its tasks, and a place for each answer.\n\n"
            "A file that is there already is left alone."
        ),
    )


def _run(
    words: Words,
    name: str,
    kind: str | None,
    output: str | None,
    lang: str | None,  # noqa: ARG001
) -> int:
    from grader.authors.starter import ENDINGS, starter_text
    from grader.cli.here import settings_here
    from grader.cli.output import write_new
    from grader.cli.screen import Screen
    from grader.cli.sets import Sets
    from grader.model.message import say

    chosen = _kind(kind, output)
    screen = Screen(words.language)
    problem_set = Sets(settings_here().problems).named(name)
    path = output or problem_set.slug + ENDINGS[chosen]
    write_new(path, starter_text(problem_set, chosen, screen.catalogue))
    screen.tell(say("Written: {path}", path=path))
    screen.tell(say("When you have answers: {command}", command=f"grade check {path}"))
    return 0


def _kind(kind: str | None, output: str | None) -> Kind:
    from grader.errors import UsageError
    from grader.model.message import say

    match kind or ("module" if (output or "").lower().endswith(".py") else "notebook"):
        case "module":
            return "module"
        case "notebook":
            return "notebook"
        case other:
            raise UsageError(
                say(
                    "“{value}” does not fit {option}. It looks like this: {example}",
                    value=other,
                    option="--as",
                    example="--as notebook, --as module",
                )
            )
