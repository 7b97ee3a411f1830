"""What click finds wrong with a command line, in our words."""

from __future__ import annotations

import click

from grader.cli.layout import ExtraWordsError
from grader.model.message import Message, say
from grader.nearest import nearest


def reworded(error: click.ClickException) -> Message:
    """The mistake, what is near, and how to see more."""
    ctx = error.ctx if isinstance(error, click.UsageError) else None
    if ctx is None:
        return _mistake(error, None)
    return say(
        "{mistake}\nUsage: {usage}\n{command} --help tells more.",
        mistake=_mistake(error, ctx),
        usage=" ".join((ctx.command_path, *ctx.command.collect_usage_pieces(ctx))),
        command=ctx.command_path,
    )


def _mistake(error: click.ClickException, ctx: click.Context | None) -> Message:
    match error:
        case click.NoSuchOption():
            return _no_such_option(error.option_name, ctx)
        case click.BadOptionUsage():
            return _value_of(error.option_name, ctx)
        case ExtraWordsError():
            return say("This is too much: {words}", words=" ".join(error.words))
        case click.MissingParameter():
            return say("{what} is missing.", what=_shown(error.param))
        case _:
            return say("{reason}", reason=error.format_message())


def _no_such_option(name: str, ctx: click.Context | None) -> Message:
    near = nearest(name, _options(ctx))
    if near is None:
        return say("There is no option {option}.", option=name)
    return say("There is no option {option}. Did you mean {nearest}?", option=name, nearest=near)


def _value_of(name: str, ctx: click.Context | None) -> Message:
    option = _options(ctx).get(name)
    if option is not None and option.is_flag:
        return say("{option} takes no value.", option=name)
    return say("{option} needs a value after it.", option=name)


def _options(ctx: click.Context | None) -> dict[str, click.Option]:
    params = ctx.command.params if ctx is not None else []
    options = (each for each in params if isinstance(each, click.Option))
    return {name: option for option in options for name in option.opts}


def _shown(param: click.Parameter | None) -> str:
    if param is None:
        return "?"
    return (
        param.opts[0] if isinstance(param, click.Option) else param.human_readable_name.rstrip(".")
    )
