"""The group of commands, each loaded when it is asked for."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from grader import __version__
from grader.cli.layout import HelpInWords
from grader.cli.options import lang
from grader.cli.streams import put
from grader.cli.words import Words

COMMANDS = (
    *("check", "submit", "batch", "list", "show", "hint", "start", "doctor"),
    *("new", "preview", "verify", "schema", "pack"),
)


class Program(HelpInWords, click.Group):
    """`grade`."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        """In the order in which one needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Loads the command of that name."""
        if cmd_name not in COMMANDS:
            return None
        made = import_module(f"grader.cli.commands.{cmd_name}").command(self.words)
        assert isinstance(made, click.Command)
        return made

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """UsageError, with the nearest name, if there is no such command."""
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            raise _unknown(args[0])
        return super().resolve_command(ctx, args)


def _unknown(name: str) -> Exception:
    from grader.errors import UsageError
    from grader.model.message import say
    from grader.nearest import nearest

    if (near := nearest(name, COMMANDS)) is not None:
        return UsageError(
            say("There is no command “{name}”. Did you mean “{nearest}”?", name=name, nearest=near)
        )
    return UsageError(
        say("There is no command “{name}”. There are: {names}.", name=name, names=COMMANDS)
    )


def program(say: Words) -> Program:
    """The whole command line, its help in one language."""
    version = click.Option(
        ["--version"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_show_version,
        help=say("Show the version and leave."),
    )
    return Program(
        say,
        name="grade",
        params=[lang(say), version],
        callback=_no_action,
        help=say("Grades NumPy and PyTorch exercises, item by item, and says why."),
        epilog=say(
            "Exit status: 0 all items passed; 1 some did not; 2 it cannot be graded; 3 a fault of "
            "the grader; 130 interrupted."
        ),
        no_args_is_help=True,
    )


def _no_action(lang: str | None) -> None:
    """What is to be done before every command: nothing."""


def _show_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        put(sys.stdout, f"grade {__version__}\n")
        ctx.exit()
