"""`grade schema`: the JSON Schema of `set.yaml`, for an editor."""

from __future__ import annotations

from functools import partial

import click

from grader.cli.layout import HelpInWords
from grader.cli.options import lang
from grader.cli.words import Words


def command(say: Words) -> click.Command:
    """The command, its help in one language."""
    line = click.Option(
        ["--line"],
        metavar="PATH",
        help=say("Instead, print the first line of a set.yaml whose schema is in the file PATH."),
    )
    checks = click.Option(
        ["--checks"],
        metavar="FOLDER",
        help=say("Take in the checks of the set in this folder too: its checks.py is run."),
    )
    return HelpInWords(
        say,
        name="schema",
        params=[line, checks, lang(say)],
        callback=partial(_run, say),
        help=say(
            "Prints the JSON Schema of set.yaml, for those who write problem sets.\n\n"
            "Save it (grade schema > set.schema.json) and begin set.yaml with the line that "
            "grade schema --line set.schema.json prints: the editor then completes and checks it."
        ),
    )


def _run(words: Words, line: str | None, checks: str | None, lang: str | None) -> int:  # noqa: ARG001
    import json

    from grader.cli.screen import Screen
    from grader.specs import checks_in, schema, schema_line

    if line is not None:
        text = schema_line(line)
    else:
        own = {} if checks is None else checks_in(checks)
        text = json.dumps(schema(own), indent=2)
    Screen(words.language).write(f"{text}\n")
    return 0
