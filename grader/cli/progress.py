"""How far a long task is: a bar on a terminal, a line per part elsewhere; on standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from grader.cli.screen import Screen
from grader.model.message import Message, say
from grader.proof import Progress as Told


@contextmanager
def progress(screen: Screen, name: str) -> Iterator[Told]:
    """What to call with each step; the bar is gone afterwards."""
    if not sys.stderr.isatty():
        yield _lines(screen, name)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(
        *columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True
    ) as bar:
        yield _bar(bar, screen, name)


def _bar(bar: Progress, screen: Screen, name: str) -> Told:
    task = bar.add_task(name)

    def tell(what: Message, done: int, all_: int) -> None:
        words = f"{name}: {screen.catalogue.render(what)}".replace("[", r"\[")
        bar.update(task, description=words, completed=done, total=all_)

    return tell


def _lines(screen: Screen, name: str) -> Told:
    def tell(what: Message, done: int, all_: int) -> None:
        if done == 0 and all_:
            screen.warn(say("{set}: {part} ({count}) …", set=name, part=what, count=all_))

    return tell
