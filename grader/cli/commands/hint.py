"""`grade hint SET/PROBLEM[/ITEM]`: a hint, on demand."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from grader.cli.layout import HelpInWords
from grader.cli.options import lang
from grader.cli.words import Words

if TYPE_CHECKING:
    from grader.cli.screen import Screen
    from grader.model.problem_set import Problem


def command(say: Words) -> click.Command:
    """The command, its help in one language."""
    return HelpInWords(
        say,
        name="hint",
        params=[click.Argument(["address"], metavar="SET/PROBLEM[/ITEM]"), lang(say)],
        callback=partial(_run, say),
        help=say("Shows the hint for a problem, or for one of its items."),
    )


def _run(words: Words, address: str, lang: str | None) -> int:  # noqa: ARG001
    from grader.cli.addresses import item_named, name_a_problem, problem_named, too_long
    from grader.cli.here import settings_here
    from grader.cli.screen import Screen
    from grader.cli.sets import Sets
    from grader.model.message import say

    screen = Screen(words.language)
    problem_set, rest = Sets(settings_here().problems).at(address)
    if not rest:
        raise name_a_problem(problem_set)
    if len(rest) > 2:
        raise too_long(address, "SET/PROBLEM/ITEM")
    problem = problem_named(problem_set, rest[0])
    hint = item_named(problem, rest[1]).hint if len(rest) == 2 else None
    screen.tell(hint or problem.hint or say("There is no hint for this."))
    if len(rest) == 1:
        _show_more(problem, f"{problem_set.slug}/{problem.slug}", screen)
    return 0


def _show_more(problem: Problem, address: str, screen: Screen) -> None:
    """Where the hints for single items are: no report shows their names."""
    from grader.model.message import say

    hinted = [item for item in problem.items if item.hint is not None]
    if hinted:
        screen.tell("")
        screen.tell(say("There are more hints, one for each item:"))
    for item in hinted:
        command = f"grade hint {address}/{item.slug}"
        screen.tell(say("  {command}: {title}", command=command, title=item.title))
