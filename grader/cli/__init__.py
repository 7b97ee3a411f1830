"""The command `grade`. Exit status: 0 all passed, 1 not all, 2 cannot be graded, 3 our fault."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import NoReturn

INTERRUPTED = 130


def main() -> NoReturn:
    """Runs the command line and leaves with its exit status."""
    try:
        status = run(sys.argv[1:])
    except KeyboardInterrupt:
        status = INTERRUPTED
    sys.exit(status)


def run(arguments: Sequence[str]) -> int:
    """Runs one command; nobody is shown a traceback."""
    from grader.cli.streams import prepare_streams
    from grader.cli.words import Words, language_of

    prepare_streams()
    words = Words(language_of(arguments, os.environ))
    try:
        from grader.cli.program import program

        return program(words).main(list(arguments), "grade", standalone_mode=False) or 0
    except Exception as error:  # noqa: BLE001  the one place that answers for whatever happens
        from grader.cli.failure import tell

        return tell(error, words.language)
