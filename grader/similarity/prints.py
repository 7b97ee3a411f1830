"""The fingerprints of programs: every run of 25 characters once names and layout are gone.

copydetect reads, filters and compares; what it removes as boilerplate is removed here instead,
because its own way takes runs that a program repeats for boilerplate.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Set
from importlib import import_module
from io import StringIO
from itertools import accumulate
from typing import Any

import numpy as np

from grader.errors import UsageError
from grader.model.message import say
from grader.model.submission import Program
from grader.similarity.records import Fragment

LENGTH = 25
MOST_FRAGMENTS = 5
LONGEST_FRAGMENT = 400


class Prints:
    """How to take fingerprints and compare them; UsageError where copydetect is not installed."""

    def __init__(self) -> None:
        try:
            # copydetect draws histograms, if asked; no window may come of its mere import.
            import_module("matplotlib").use("Agg")
            self._library = import_module("copydetect")
            self._utils = import_module("copydetect.utils")
        except ModuleNotFoundError as error:
            raise _not_installed() from error

    def marks(self, text: str) -> frozenset[int]:
        """The fingerprints of a text."""
        return frozenset(map(int, self._of(text).hashes))

    def compare(
        self, left: str, right: str, less: Set[int]
    ) -> tuple[tuple[float, float], tuple[Any, Any]]:
        """Both shares, and the pieces of each text that the other has too, fingerprints `less`.

        A piece is the offsets of its start and its end: two rows, a column for each piece.
        """
        prints = [self._without(self._of(text), less) for text in (left, right)]
        _, shares, pieces = self._library.compare_files(*prints)
        return (_share(shares[0]), _share(shares[1])), pieces

    def _of(self, text: str) -> Any:  # noqa: ANN401  copydetect has no types
        # A window of one keeps every fingerprint: which others a longer one would choose depends on
        # how this process happens to hash.
        return self._library.CodeFingerprint(
            "program.py", LENGTH, 1, language="python", fp=StringIO(text)
        )

    def _without(self, prints: Any, less: Set[int]) -> Any:  # noqa: ANN401
        prints.hash_idx = {mark: at for mark, at in prints.hash_idx.items() if mark not in less}
        prints.hashes = set(prints.hash_idx)
        size = len(prints.filtered_code)
        prints.token_coverage = self._utils.get_token_coverage(prints.hash_idx, LENGTH, size)
        return prints


def text_of(program: Program) -> str:
    """All its code, cell by cell."""
    return "\n".join(cell.source for cell in program.cells)


def fragments_of(program: Program, pieces: Any) -> tuple[Fragment, ...]:  # noqa: ANN401
    """The longest pieces, in the order of the program, each from the first of its lines."""
    text = text_of(program)
    spans = [(int(start), min(int(end), len(text))) for start, end in np.asarray(pieces).T]
    longest = sorted(spans, key=lambda span: span[0] - span[1])[:MOST_FRAGMENTS]
    return tuple(_fragment(program, text, start, end) for start, end in sorted(longest))


def _fragment(program: Program, text: str, start: int, end: int) -> Fragment:
    blank = len(text[start:end]) - len(text[start:end].lstrip())
    start = text.rfind("\n", 0, start + blank) + 1
    starts = list(accumulate((len(cell.source) + 1 for cell in program.cells), initial=0))
    at = bisect_right(starts, start, hi=len(program.cells)) - 1
    line = text.count("\n", starts[at], start) + 1
    number = program.cells[at].number if program.kind == "notebook" else None
    said = text[start:end].strip("\n")
    cut = said[:LONGEST_FRAGMENT] + ("…" if said[LONGEST_FRAGMENT:] else "")
    return Fragment(cell=number, line=line, text=cut)


def _share(part: float) -> float:
    return round(min(max(float(part), 0.0), 1.0), 4)


def _not_installed() -> UsageError:
    return UsageError(
        say(
            "Comparing submissions needs the package copydetect, which is not installed. Install "
            "it: {command}",
            command='pip install "grader[similarity]"',
        )
    )
