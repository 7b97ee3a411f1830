"""Where the reports of a command go: the screen, or a file."""

from __future__ import annotations

import json

from grader.cli.output import write_whole
from grader.cli.screen import PLAIN_WIDTH, Screen
from grader.cli.wishes import Wishes
from grader.errors import GraderError
from grader.model.message import say
from grader.model.report import Report
from grader.reports import renderer
from grader.reports.escape import visible


class Shown:
    """Renders reports as they come. To a file they are written at the end, all at once."""

    def __init__(self, wishes: Wishes, screen: Screen) -> None:
        self._wishes = wishes
        self._screen = screen
        self._several = len(wishes.files) > 1
        self._kept: list[str] = []

    def add(self, file: str, report: Report) -> None:
        """The report of the next file."""
        render = renderer(self._wishes.format)
        to_file = self._wishes.output is not None
        text = render(
            report,
            self._screen.catalogue,
            width=PLAIN_WIDTH if to_file else self._screen.width,
            color=not to_file and self._screen.color,
            encoding="utf-8" if to_file else self._screen.encoding,
            staff=self._wishes.staff,
        )
        if self._several and self._wishes.format != "json":
            text = f"{visible(file)}:\n\n{text}\n"
        self._put(text)

    def add_failure(self, file: str, error: Exception) -> None:
        """What a program reads in place of the report of a file that cannot be graded."""
        if self._wishes.format != "json":
            return
        what = error.message if isinstance(error, GraderError) else type(error).__name__
        tree = {"schema": 1, "file": file, "error": self._screen.catalogue.render(what)}
        self._put(json.dumps(tree, indent=2) + "\n")

    def _put(self, text: str) -> None:
        if self._several and self._wishes.format == "json":
            text = _on_one_line(text)
        if self._wishes.output is None:
            self._screen.write(text)
        else:
            self._kept.append(text)

    def finish(self) -> None:
        """Writes the file, if there is to be one."""
        path = self._wishes.output
        if path is not None and self._kept:
            write_whole(path, "".join(self._kept))
            self._screen.warn(say("Written to {file}", file=path))


def _on_one_line(text: str) -> str:
    """JSON without its indentation; a line break within a string is escaped and stays so."""
    return " ".join(line.strip(" ") for line in text.split("\n")).strip() + "\n"
