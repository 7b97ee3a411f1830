"""`grade doctor`: how well this machine keeps students' code apart, and what it lacks."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from grader.cli.layout import HelpInWords
from grader.cli.options import lang
from grader.cli.words import Words

if TYPE_CHECKING:
    from grader.cli.screen import Screen
    from grader.model.isolation import Isolation
    from grader.model.message import Message
    from grader.model.run import LayerState
    from grader.runner.doctor import Examination, Way


def command(say: Words) -> click.Command:
    """The command, its help in one language."""
    return HelpInWords(
        say,
        name="doctor",
        params=[lang(say)],
        callback=partial(_run, say),
        help=say(
            "Shows how well this machine keeps students' code apart, and how to do better.\n\n"
            "Everything is found out by trying. Exit status: 0 sealed or partly sealed; 1 not "
            "sealed; 3 a layer does not hold what it promises."
        ),
    )


def _run(words: Words, lang: str | None) -> int:  # noqa: ARG001
    from grader.cli.screen import Screen
    from grader.runner.doctor import examine

    screen = Screen(words.language)
    found = examine()
    screen.tell(found.system)
    for way in found.ways:
        _show_way(way, screen, chosen=way == found.best)
    if found.best.isolation is not None:
        _show_layers(found.best.isolation.layers, screen)
    _show_missing(found, screen)
    return _status(found)


def _status(found: Examination) -> int:
    if any(way.broken for way in found.ways):
        return 3
    isolation = found.best.isolation
    return 1 if isolation is None or isolation.level == "not sealed" else 0


def _show_way(way: Way, screen: Screen, *, chosen: bool) -> None:
    from grader.model.message import say

    screen.tell("")
    if way.isolation is not None:
        _show_level(way.wrapper, way.isolation, screen, chosen=chosen)
    elif way.hindrance is not None:
        screen.tell(say("{way}: cannot be used. {why}", way=_named(way.wrapper), why=way.hindrance))
    for name in way.broken:
        screen.warn(
            say(
                "FAULT: the protection “{name}” did not hold when it was tried. Do not grade "
                "others' programs on this machine.",
                name=name,
            )
        )


def _show_level(wrapper: str, isolation: Isolation, screen: Screen, *, chosen: bool) -> None:
    from grader.locale.words import LEVEL_WORDS
    from grader.model.message import say

    way, level = _named(wrapper), LEVEL_WORDS[isolation.level]
    if chosen:
        screen.tell(say("{way}: {level} (this one is used)", way=way, level=level))
    else:
        screen.tell(say("{way}: {level}", way=way, level=level))
    screen.tell(say("  {meaning}", meaning=isolation.meaning))


def _named(wrapper: str) -> Message | str:
    from grader.model.message import say

    return say("no process wrapper") if wrapper == "none" else wrapper


def _show_layers(layers: tuple[LayerState, ...], screen: Screen) -> None:
    from grader.locale.words import layer_line
    from grader.model.message import say

    screen.tell("")
    screen.tell(say("Layers:"))
    for layer in layers:
        screen.tell(f"  {screen.catalogue.render(layer_line(layer))}")


def _show_missing(found: Examination, screen: Screen) -> None:
    from grader.model.message import say

    if found.missing:
        screen.tell("")
        screen.tell(say("What would help:"))
    for missing in found.missing:
        screen.tell(say("  - {layer}: {remedy}", layer=missing.layer, remedy=missing.remedy))
