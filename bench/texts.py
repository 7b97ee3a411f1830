"""The same program again and again, every time with another text, so that nothing is remembered."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

from grader.model.submission import Submission
from grader.sources import read_submission


def variants(path: str) -> Callable[[], Submission]:
    """Each call reads the file anew; a comment at the end of its last cell tells them apart."""
    numbers = count()

    def read() -> Submission:
        submission = read_submission(path)
        *others, last = submission.program.cells
        text = f"{last.source}\n# variant {next(numbers)}\n"
        cells = (*others, last.model_copy(update={"source": text}))
        program = submission.program.model_copy(update={"cells": cells})
        return submission.model_copy(update={"program": program})

    return read
