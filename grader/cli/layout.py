"""Help pages in the reader's language; click has them in English only."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

import click

from grader.cli.streams import put
from grader.cli.words import Words


class ExtraWordsError(click.UsageError):
    """`words` are more arguments than the command takes."""

    def __init__(self, words: Sequence[str], ctx: click.Context) -> None:
        super().__init__("more arguments than the command takes", ctx)
        self.words = tuple(words)


class HelpInWords(click.Command):
    """A command whose help page is in one language throughout."""

    def __init__(
        self,
        say: Words,
        *,
        name: str,
        params: Sequence[click.Parameter],
        callback: Callable[..., int | None],
        help: str,  # noqa: A002  click's name for it
        epilog: str | None = None,
        no_args_is_help: bool = False,
    ) -> None:
        super().__init__(
            name=name,
            params=[*params, _help_option(say)],
            callback=callback,
            help=help,
            epilog=epilog,
            no_args_is_help=no_args_is_help,
            add_help_option=False,
        )
        self.words = say

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Every UsageError knows the command that it is about."""
        is_group = isinstance(self, click.Group)
        ctx.allow_extra_args = True
        try:
            rest = super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise
        if rest and not is_group:
            raise ExtraWordsError(rest, ctx)
        return rest

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The line that shows how to call it."""
        say = self.words
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=f"{say('Usage:')} ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options; then, of a group, the commands."""
        say = self.words
        options = (each for each in self.params if isinstance(each, click.Option))
        records = [option.get_help_record(ctx) for option in options]
        with formatter.section(say("Options")):
            formatter.write_dl([record for record in records if record is not None])
        if isinstance(self, click.Group):
            self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands of a group, each with the first sentence of its help."""
        assert isinstance(self, click.Group)
        say = self.words
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section(say("Commands")):
            formatter.write_dl(
                [(name, each.get_short_help_str(200)) for name, each in commands if each]
            )


def _help_option(say: Words) -> click.Option:
    return click.Option(
        ["--help", "-h"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_show_help,
        help=say("Show this page and leave."),
    )


def _show_help(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        put(sys.stdout, f"{ctx.get_help()}\n")
        ctx.exit()
