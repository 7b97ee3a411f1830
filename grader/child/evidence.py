"""A program's evidence, cell by cell, cut so that all of it fits in one frame."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice, takewhile
from json.encoder import encode_basestring

from grader.child.budget import HEAD, Budget
from grader.child.builtin_copy import BUILTINS
from grader.child.snapshots import Look
from grader.child.typenames import plain_text
from grader.model.run import CellEvidence, Raised
from grader.model.values import CutValue, Value
from grader.wire import MAX_BLOB

__builtins__ = BUILTINS

MAX_NAMES = 500
MAX_NAME = 200
MAX_PRINTED = 65_536
EMPTY_CELL = 220
"""More bytes than a cell's evidence takes in a head when every text in it is empty."""


class Evidence:
    """Hands out what is left of a frame: a long program keeps its verdicts, not every print."""

    def __init__(self, look: Look, cells: int) -> None:
        self._look = look
        left = max(HEAD - cells * EMPTY_CELL, 0)
        self._text = left // 2
        self._values = Budget(data=MAX_BLOB // 2, head=left // 2)

    def cell(
        self,
        number: int,
        *,
        names: Iterable[str] = (),
        displays: Iterable[object] = (),
        printed: str = "",
        error: Raised | None = None,
        seconds: float = 0.0,
    ) -> CellEvidence:
        """One cell's evidence; `displays` are what it displayed, in order."""
        return CellEvidence(
            number=number,
            names=self._names(names),
            displayed=self._last(displays),
            error=None if error is None else self._error(error),
            printed=self._cut(printed, MAX_PRINTED),
            seconds=seconds,
        )

    def _names(self, names: Iterable[str]) -> tuple[str, ...]:
        kept = (self._cut(name, MAX_NAME) for name in islice(names, MAX_NAMES))
        return tuple(takewhile(bool, kept))

    def _error(self, error: Raised) -> Raised:
        caret = None if error.caret is None else self._cut(error.caret, len(error.caret))
        text = self._cut(error.text, len(error.text))
        return error.model_copy(update={"text": text, "caret": caret})

    def _last(self, displays: Iterable[object]) -> Value | None:
        for last in list(displays)[-1:]:
            value = self._look(last)
            return value if self._values.admit_whole(value) else CutValue()
        return None

    def _cut(self, text: str, most: int) -> str:
        # A letter takes a byte or more, and the quotes two.
        kept = plain_text(text, min(most, max(self._text - 2, 0)))
        while kept and (cost := len(encode_basestring(kept).encode())) > self._text:
            kept = kept[: len(kept) // 2]
        self._text -= cost if kept else 0
        return kept
