"""What the place where a report is written can show."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TextIO

USUAL_WIDTH = 80


@dataclass(frozen=True)
class Surroundings:
    """The options of a renderer that depend on where its text goes."""

    width: int
    color: bool
    encoding: str


def surroundings(stream: TextIO, environ: Mapping[str, str]) -> Surroundings:
    """Of that stream: a terminal's own width; elsewhere, or if COLUMNS says so, 80 or COLUMNS.

    Colour is for terminals only, and not where NO_COLOR is set (to anything) or TERM is `dumb`.
    """
    terminal = stream.isatty()
    color = terminal and not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"
    width = _wanted(environ) or (_terminal_width(stream) if terminal else 0) or USUAL_WIDTH
    return Surroundings(width, color, stream.encoding or "ascii")


def _wanted(environ: Mapping[str, str]) -> int:
    columns = environ.get("COLUMNS", "")
    return int(columns) if columns.isascii() and columns.isdigit() and len(columns) < 6 else 0


def _terminal_width(stream: TextIO) -> int:
    try:
        return os.get_terminal_size(stream.fileno()).columns
    except OSError:
        return 0
