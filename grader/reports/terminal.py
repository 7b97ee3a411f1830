"""A report for people, to read in a terminal or a log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from types import MappingProxyType

from rich.cells import cell_len

from grader.locale import Catalogue
from grader.locale import catalogue as catalogue_in
from grader.locale.words import LEVEL_WORDS, layer_line
from grader.model.message import Message, Text, say, say_count
from grader.model.report import Flag, ItemResult, Report
from grader.model.run import Place
from grader.model.verdict import Status
from grader.reports.hidden import HIDDEN
from grader.reports.notfinal import not_final
from grader.reports.page import Line, Page

STYLES: Mapping[Status, str] = MappingProxyType(
    {
        "passed": "green",
        "failed": "bold red",
        "error": "bold red",
        "not_attempted": "yellow",
        "skipped": "dim",
        "unavailable": "yellow",
        "broken": "bold magenta",
    }
)
MARKS: Mapping[Status, str] = MappingProxyType(
    {
        "passed": "✓",
        "failed": "✗",
        "error": "✗",
        "not_attempted": "○",
        "skipped": "–",
        "unavailable": "–",
        "broken": "!",
    }
)
ASCII_MARKS: Mapping[Status, str] = MappingProxyType(
    {
        "passed": "[ok]",
        "failed": "[x]",
        "error": "[x]",
        "not_attempted": "[ ]",
        "skipped": "[-]",
        "unavailable": "[-]",
        "broken": "[!]",
    }
)
Said = Message | Text | str
FIRST_TO_MEND: tuple[Status, ...] = ("failed", "error", "not_attempted")
LONGEST_FOUND = 60
MOST_NOTES = 5


def render(
    report: Report,
    catalogue: Catalogue,
    *,
    width: int = 80,
    color: bool = False,
    encoding: str = "utf-8",
    staff: bool = False,
) -> str:
    """The report as lines of text, ending with a newline; ANSI sequences only if `color`."""
    page = Page(width, color, encoding)
    return page.written(_Terminal(report, catalogue, page, staff).lines())


@dataclass(frozen=True)
class _Terminal:
    report: Report
    catalogue: Catalogue
    page: Page
    staff: bool

    def lines(self) -> Iterator[Line]:
        yield from self._head()
        for _, items in groupby(self.report.items, lambda item: item.problem):
            yield ()
            yield from self._problem(tuple(items))
        yield ()
        yield from self._score()
        yield from self._first_to_mend()
        if self.staff:
            yield from self._for_staff()
        yield ()
        yield from self._foot()

    def _head(self) -> Iterator[Line]:
        yield from self._say(self.report.set_title, style="bold")
        yield from self._say(
            say("File: {files}", files=self.report.submission.files), then="  ", style="dim"
        )
        if self.report.student is not None:
            student = say("Student: {student}", student=self.report.student)
            yield from self._say(student, then="  ", style="dim")
        if not self.report.complete:
            yield ()
            yield from self._say(
                not_final(self.report), first="!! ", then="   ", style="bold magenta"
            )
        for note in self._notes():
            yield ()
            yield from self._quote(note, indent="")

    def _problem(self, items: tuple[ItemResult, ...]) -> Iterator[Line]:
        got, possible = sum(item.score for item in items), sum(item.points for item in items)
        title = self.catalogue.render(items[0].problem_title)
        yield from self.page.row((), title, _points(got, possible), style="bold")
        for item in items:
            yield from self._item(item)
        if any(item.status in FIRST_TO_MEND for item in items):
            command = f"grade hint {self.report.set}/{items[0].problem}"
            yield from self._say(
                say("Hint: {command}", command=command), first="  ", then="  ", style="cyan"
            )

    def _item(self, item: ItemResult) -> Iterator[Line]:
        start = ("  ", ""), *self._mark_and_word(item.status)
        told = self.staff or not item.hidden
        title = self.catalogue.render(item.title if told else HIDDEN)
        yield from self.page.row(start, title, _points(item.score, item.points))
        if told:
            yield from self._details(item)

    def _details(self, item: ItemResult) -> Iterator[Line]:
        edge = STYLES[item.status]
        if item.message is not None:
            yield from self._quote(item.message, edge=edge)
        if self._tells_where(item) and (where := self._where(item)) is not None:
            yield from self._quote(where, edge=edge, style="dim")
        if self.staff and item.staff_note is not None:
            note = say("Staff note: {note}", note=item.staff_note)
            yield from self._quote(note, edge=edge, style="dim")

    def _mark_and_word(self, status: Status) -> Line:
        word = self._words[status]
        gap = " " * (self._room - cell_len(word))
        return (f"{self._mark(status)} {word}", STYLES[status]), (gap, "")

    @cached_property
    def _room(self) -> int:
        """For the longest word, and a gap."""
        return max(map(cell_len, self._words.values())) + 2

    @cached_property
    def _words(self) -> Mapping[Status, str]:
        """In English where the language's own cannot be written: escapes would not be words."""
        words = self.catalogue.words
        return words if self.page.can("".join(words.values())) else catalogue_in("en").words

    def _mark(self, status: Status) -> str:
        if self._can_mark:
            return MARKS[status]
        return ASCII_MARKS[status].ljust(max(map(len, ASCII_MARKS.values())))

    @cached_property
    def _can_mark(self) -> bool:
        return self.page.can("".join(MARKS.values()))

    def _tells_where(self, item: ItemResult) -> bool:
        """Of what passed, only where a section was searched: students see what was found there."""
        searched = item.evidence is not None and isinstance(item.evidence.found, Message)
        return searched or item.status not in ("passed", "skipped")

    def _where(self, item: ItemResult) -> Message | None:
        evidence = item.evidence
        place = evidence and evidence.place and self._place(evidence.place)
        if evidence is None or (evidence.found is None and not place):
            return None
        if evidence.found is None:
            return say("Where: {place}", place=place or "")
        words = self.catalogue.render(evidence.found)
        found = words[:LONGEST_FOUND] + ("…" if words[LONGEST_FOUND:] else "")
        if not place:
            return say("Looked at: {found}", found=found)
        return say("Looked at: {found} ({place})", found=found, place=place)

    def _place(self, place: Place) -> Message | str | None:
        if place.cell is not None:
            return _in_cell(place.cell, place.line)
        if place.file is not None and place.file not in self.report.submission.files[:1]:
            return _in_file(place.file, place.line)
        return None if place.line is None else say("line {line}", line=place.line)

    def _score(self) -> Iterator[Line]:
        score = _points(self.report.score, self.report.max_score)
        if self.report.complete:
            yield from self._say(say("Score: {score}", score=score), style="bold")
        else:
            so_far = say("Score so far: {score}. It is NOT FINAL.", score=score)
            yield from self._say(so_far, style="bold magenta")
        counts = Counter(item.status for item in self.report.items)
        words = self._words
        parts = (f"{self._mark(s).strip()} {words[s]} {counts[s]}" for s in STYLES if counts[s])
        yield from self._say("   ".join(parts))

    def _first_to_mend(self) -> Iterator[Line]:
        seen = [item for item in self.report.items if self.staff or not item.hidden]
        wrong = [item for item in seen if item.status in FIRST_TO_MEND]
        if wrong:
            title, problem = wrong[0].title, wrong[0].problem_title
            start = say("Start with “{title}” ({problem}).", title=title, problem=problem)
            yield from self._say(start, then="  ", style="bold")

    def _notes(self) -> Iterator[Message]:
        """The first few; the data have them all."""
        yield from self.report.notes[:MOST_NOTES]
        more = len(self.report.notes) - MOST_NOTES
        if more > 0:
            yield say_count("… and one more note.", "… and {count} more notes.", more)

    def _for_staff(self) -> Iterator[Line]:
        yield ()
        yield from self._say(say("For staff"), style="bold")
        for flag in self.report.flags:
            yield from self._flag(flag)
        for layer in self.report.isolation.layers:
            yield from self._say(layer_line(layer), first="  ", then="    ", style="dim")

    def _flag(self, flag: Flag) -> Iterator[Line]:
        place = flag.place and self._place(flag.place)
        where = f" ({self.catalogue.render(place)})" if place else ""
        what = self.catalogue.render(flag.what) + where
        yield from self._say(what, first="  ! ", then="    ", style="yellow")
        yield from self._say(flag.innocent, first="    ", then="    ", style="dim")

    def _foot(self) -> Iterator[Line]:
        isolation = self.report.isolation
        how = say(
            "Isolation: {level}. {meaning}",
            level=LEVEL_WORDS[isolation.level],
            meaning=isolation.meaning,
        )
        yield from self._say(how, style="dim")
        option = f"--seed {self.report.seed}"
        again = say("To repeat this run with the same random numbers: {option}", option=option)
        yield from self._say(again, style="dim")

    def _say(
        self, said: Said, *, first: str = "", then: str = "", style: str = ""
    ) -> Iterator[Line]:
        words = self.catalogue.render(said)
        return self.page.paragraph(words, first=first, then=then, style=style)

    def _quote(
        self, said: Said, *, indent: str = "    ", edge: str = "", style: str = ""
    ) -> Iterator[Line]:
        words = self.catalogue.render(said)
        return self.page.quotation(words, indent=indent, edge=edge, style=style)


def _in_cell(cell: int, line: int | None) -> Message:
    if line is None:
        return say("cell {cell}", cell=cell)
    return say("cell {cell}, line {line}", cell=cell, line=line)


def _in_file(file: str, line: int | None) -> Message | str:
    if line is None:
        return file
    return say("{file}, line {line}", file=file, line=line)


def _points(got: float, possible: float) -> str:
    return f"{_number(got)} / {_number(possible)}"


def _number(points: float) -> str:
    return f"{points:.2f}".rstrip("0").rstrip(".")
