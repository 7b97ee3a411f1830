"""Tells what went wrong, and whose it is: the exit status."""

from __future__ import annotations

import click

from grader.cli import INTERRUPTED
from grader.cli.screen import Screen
from grader.cli.usage import reworded
from grader.errors import GraderError, OurError, SpecError, UserError
from grader.model.message import Language, say

USERS, OURS = 2, 3
LONGEST = 300


def tell(error: Exception, language: Language) -> int:
    """Shows the error on standard error; never a traceback."""
    screen = Screen(language)
    match error:
        case click.Abort():
            return INTERRUPTED
        case click.exceptions.NoArgsIsHelpError():
            screen.warn(error.format_message())
            return USERS
        case click.ClickException():
            screen.warn(say("Error: {what}", what=reworded(error)))
            return USERS
        case UserError():
            _tell_user(error, screen)
            return USERS
        case _:
            _tell_ours(error, screen)
            return OURS


def _tell_user(error: UserError, screen: Screen) -> None:
    screen.warn(say("Error: {what}", what=error.message))
    for mistake in error.mistakes if isinstance(error, SpecError) else ():
        screen.warn(say("  - {mistake}", mistake=mistake))


def _tell_ours(error: Exception, screen: Screen) -> None:
    from grader.cli.log import write_log

    screen.warn(
        say(
            "This is a fault of the grader or of this machine, not of your work: {what}",
            what=error.message if isinstance(error, GraderError) else _brief(error),
        )
    )
    path = write_log(error)
    if path is None:
        screen.warn(say("The details could not be written to a file."))
    elif isinstance(error, OurError):
        screen.warn(say("The details are in {file}.", file=path))
    else:
        screen.warn(
            say("Please send this file to those who maintain the grader: {file}", file=path)
        )


def _brief(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:LONGEST]
