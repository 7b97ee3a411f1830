"""`grade show SET[/PROBLEM]`: the tasks. Never a rule or a reference."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from grader.cli.layout import HelpInWords
from grader.cli.options import lang
from grader.cli.words import Words

if TYPE_CHECKING:
    from grader.cli.screen import Screen
    from grader.model.problem_set import Problem, ProblemSet


def command(say: Words) -> click.Command:
    """The command, its help in one language."""
    return HelpInWords(
        say,
        name="show",
        params=[click.Argument(["address"], metavar="SET[/PROBLEM]"), lang(say)],
        callback=partial(_run, say),
        help=say(
            "Shows the tasks of a problem set, or of one problem: what is asked, the expected "
            "result, what is graded."
        ),
    )


def _run(words: Words, address: str, lang: str | None) -> int:  # noqa: ARG001
    from grader.cli.addresses import problem_named, too_long
    from grader.cli.here import settings_here
    from grader.cli.screen import Screen
    from grader.cli.sets import Sets
    from grader.model.message import say

    screen = Screen(words.language)
    problem_set, rest = Sets(settings_here().problems).at(address)
    if len(rest) > 1:
        raise too_long(address, "SET/PROBLEM")
    if rest:
        _show(problem_named(problem_set, rest[0]), problem_set, screen)
        return 0
    screen.tell(say("{set}: {title}", set=problem_set.slug, title=problem_set.title))
    if problem_set.description is not None:
        screen.tell(problem_set.description)
    for problem in problem_set.problems:
        screen.tell("")
        _show(problem, problem_set, screen)
    return 0


def _show(problem: Problem, problem_set: ProblemSet, screen: Screen) -> None:
    from grader.cli.points import points_of
    from grader.model.message import say

    address = f"{problem_set.slug}/{problem.slug}"
    screen.tell(say("{problem}: {title}", problem=address, title=problem.title))
    screen.tell("")
    screen.tell(problem.task)
    if problem.expected is not None:
        screen.tell("")
        screen.tell(say("Expected result:"))
        screen.tell(problem.expected)
    screen.tell("")
    screen.tell(say("What is graded:"))
    for item in problem.items:
        points = points_of(item.points)
        screen.tell(say("  - {title} ({points})", title=item.title, points=points))
    if problem.hint is not None:
        screen.tell(say("For a hint: {command}", command=f"grade hint {address}"))
