"""Markdown for a terminal, or as a page of HTML."""

from __future__ import annotations

from io import StringIO

from rich.console import Console
from rich.markdown import Markdown

from grader.cli.screen import Screen
from grader.reports.escape import encodable, visible

PAGE_WIDTH = 80


def as_terminal(page: str, screen: Screen) -> str:
    """The page as wide as the screen, with ANSI sequences only if it shows colours."""
    paper = StringIO()
    console = Console(
        file=paper,
        force_terminal=screen.color,
        color_system="standard" if screen.color else None,
        no_color=not screen.color,
        legacy_windows=False,
        width=min(screen.width, PAGE_WIDTH + 20),
        _environ={},
    )
    console.print(Markdown(visible(page, lines=True), hyperlinks=False))
    lines = (line.rstrip() for line in paper.getvalue().splitlines())
    return encodable("\n".join(lines) + "\n", screen.encoding)


def as_html(page: str) -> str:
    """The same as a page of HTML that needs no other file."""
    console = Console(
        record=True, file=StringIO(), width=PAGE_WIDTH, force_terminal=True, _environ={}
    )
    console.print(Markdown(visible(page, lines=True)))
    return console.export_html(inline_styles=True)
