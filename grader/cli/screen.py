"""What is shown, in one language and in characters that can be written there."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TextIO

from grader.cli.streams import put
from grader.errors import UsageError
from grader.locale import catalogue
from grader.model.message import Language, Message, Text, say
from grader.reports.escape import encodable, visible

PLAIN_WIDTH = 80


class Screen:
    """Standard output and standard error.

    `for_programs`: standard output holds reports for a program to read, and nothing else.
    Whoever reads standard output may stop reading (`| head`): that is no error.
    """

    def __init__(self, language: Language, *, for_programs: bool = False) -> None:
        self.catalogue = catalogue(language)
        self._for_programs = for_programs

    def tell(self, said: Message | Text | str) -> None:
        """Shows a text to read: on standard output, or on standard error if for programs."""
        _write(sys.stderr if self._for_programs else sys.stdout, self._line(said))

    def warn(self, said: Message | Text | str) -> None:
        """Shows a text on standard error."""
        _write(sys.stderr, self._line(said))

    def write(self, text: str) -> None:
        """Writes a rendered text to standard output; UsageError if that cannot be written."""
        _write(sys.stdout, text)

    def _line(self, said: Message | Text | str) -> str:
        return visible(self.catalogue.render(said), lines=True).rstrip("\n") + "\n"

    @property
    def width(self) -> int:
        """The cells of a line of standard output: 80 where it is not a terminal."""
        return shutil.get_terminal_size().columns if sys.stdout.isatty() else PLAIN_WIDTH

    @property
    def color(self) -> bool:
        """Whether standard output shows colours and they are wanted."""
        plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
        return sys.stdout.isatty() and not plain

    @property
    def encoding(self) -> str:
        """The encoding of standard output."""
        return sys.stdout.encoding or "ascii"


def _write(stream: TextIO, text: str) -> None:
    try:
        put(stream, encodable(text, stream.encoding or "ascii"))
    except OSError as error:
        if stream is sys.stdout:
            why = error.strerror or type(error).__name__
            raise UsageError(say("Standard output cannot be written: {why}.", why=why)) from error
