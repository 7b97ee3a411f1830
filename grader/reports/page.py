"""Lines of styled text laid out for one width, one encoding, with colour or without."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import StringIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from grader.reports.escape import encodable, fits, visible

NARROWEST, WIDEST = 40, 100
MOST_LINES = 40

Line = tuple[tuple[str, str], ...]
"""Pieces of text, each with the name of its style."""


@dataclass(frozen=True)
class Page:
    """`width` is in cells: what is narrower than 40 is laid out for 40, what is wider for 100."""

    width: int
    color: bool
    encoding: str

    @property
    def columns(self) -> int:
        """The cells that a line may fill."""
        return min(max(self.width, NARROWEST), WIDEST)

    def _console(self, paper: StringIO) -> Console:
        return Console(
            file=paper,
            force_terminal=self.color,
            color_system="standard" if self.color else None,
            no_color=not self.color,
            legacy_windows=False,
            width=self.columns,
            height=25,
            _environ={},
        )

    def clean(self, text: str, *, lines: bool = False) -> str:
        """The text, harmless and in characters that can be written here."""
        return encodable(visible(text, lines=lines), self.encoding)

    def can(self, text: str) -> bool:
        """Whether the text can be written here as it is."""
        return fits(text, self.encoding)

    def paragraph(
        self, text: str, *, first: str = "", then: str = "", style: str = "", edge: str = ""
    ) -> Iterator[Line]:
        """The text, all on one line of its own, wrapped after `first` and then `then`.

        `edge` is the style of these two.
        """
        yield from self._edged(self.clean(text), first, then, style, edge)

    def quotation(
        self, text: str, *, indent: str, style: str = "", edge: str = ""
    ) -> Iterator[Line]:
        """The text with its own line breaks, behind a bar that no text can get past.

        What is longer than forty lines is cut.
        """
        bar = indent + self.clean("│ ")
        lines = list(self._edged(self.clean(text, lines=True), bar, bar, style, edge))
        yield from lines[:MOST_LINES]
        if len(lines) > MOST_LINES:
            yield (bar, edge), (self.clean("…"), style)

    def _edged(self, text: str, first: str, then: str, style: str, edge: str) -> Iterator[Line]:
        wrapped = self._wrapped(text, self.columns - max(cell_len(first), cell_len(then)))
        for number, line in enumerate(wrapped):
            yield (then if number else first, edge), (line, style)

    def row(self, start: Line, title: str, end: str, *, style: str = "") -> Iterator[Line]:
        """A title, wrapped, between `start` and, at the right edge of its first line, `end`."""
        before = sum(cell_len(text) for text, _ in start)
        room = self.columns - before - cell_len(end) - 2
        first, *others = self._wrapped(self.clean(title), room)
        gap = " " * (room - cell_len(first) + 2)
        yield *start, (first, style), (gap + end, "bold" if style == "bold" else "")
        for other in others:
            yield (" " * before, ""), (other, style)

    def _wrapped(self, text: str, width: int) -> Sequence[str]:
        if cell_len(text) <= width and text.isprintable():
            return (text.rstrip(),)
        return _folded(self, text, width)

    def written(self, lines: Iterable[Line]) -> str:
        """The lines as one string, with ANSI colours if the page has any."""
        if not self.color:
            return "".join(f"{''.join(text for text, _ in line).rstrip()}\n" for line in lines)
        paper = StringIO()
        console = self._console(paper)
        for line in lines:
            styled = Text.assemble(*line)
            styled.rstrip()
            console.print(styled, soft_wrap=True, highlight=False)
        return paper.getvalue()


@lru_cache(maxsize=1024)
def _folded(page: Page, text: str, width: int) -> tuple[str, ...]:
    """Kept: most of what the reports of a class say at such length is the same."""
    lines = Text(text).wrap(page._console(StringIO()), max(width, 1), overflow="fold", tab_size=1)
    return tuple(line.plain.rstrip() for line in lines) or ("",)
