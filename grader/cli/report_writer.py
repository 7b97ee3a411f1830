"""Where the reports of a command go: the screen, or a file."""

from __future__ import annotations

import json

from grader.cli.grading_options import GradingOptions
from grader.cli.output import write_whole
from grader.cli.screen import PLAIN_WIDTH, Screen
from grader.errors import GraderError
from grader.model.message import say
from grader.model.report import Report
from grader.reports import renderer
from grader.reports.escape import visible


class ReportWriter:
    """Renders reports as they come. To a file they are written at the end, all at once."""

    def __init__(self, options: GradingOptions, screen: Screen) -> None:
        self._options = options
        self._screen = screen
        self._several = len(options.files) > 1
        self._kept: list[str] = []

    def add(self, file: str, report: Report) -> None:
        """The report of the next file."""
        render = renderer(self._options.format)
        to_file = self._options.output is not None
        text = render(
            report,
            self._screen.catalogue,
            width=PLAIN_WIDTH if to_file else self._screen.width,
            color=not to_file and self._screen.color,
            encoding="utf-8" if to_file else self._screen.encoding,
            staff=self._options.staff,
        )
        if self._several and self._options.format == "terminal":
            text = f"{visible(file)}:\n\n{text}\n"
        self._put(text)

    def add_failure(self, file: str, error: Exception) -> None:
        """What a program reads in place of the report of a file that cannot be graded."""
        if self._options.format != "json":
            return
        what = error.message if isinstance(error, GraderError) else type(error).__name__
        tree = {"schema": 1, "file": file, "error": self._screen.catalogue.render(what)}
        self._put(json.dumps(tree, indent=2) + "\n")

    def _put(self, text: str) -> None:
        if self._several and self._options.format == "json":
            text = _on_one_line(text)
        if self._options.output is None:
            self._screen.write(text)
        else:
            self._kept.append(text)

    def finish(self) -> None:
        """Writes the file, if there is to be one."""
        path = self._options.output
        if path is not None and self._kept:
            write_whole(path, "".join(self._kept))
            self._screen.warn(say("Written to {file}", file=path))


def _on_one_line(text: str) -> str:
    """JSON without its indentation; a line break within a string is escaped and stays so."""
    return " ".join(line.strip(" ") for line in text.split("\n")).strip() + "\n"
