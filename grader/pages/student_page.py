"""One student's page: the program, and beside each piece of it what was found there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import groupby
from typing import Any

from grader.locale import Catalogue
from grader.locale.words import LEVEL_WORDS, layer_line
from grader.model.classroom import HandIn, Outcome
from grader.model.message import Message, say
from grader.model.places import place_in, where
from grader.model.problem_set import ProblemSet
from grader.model.report import Flag, ItemResult, Report
from grader.model.run import Place
from grader.model.submission import Program
from grader.pages.document import document, part
from grader.pages.marks import letter_of
from grader.pages.program import Beside, Spot, anchor, line_words, pieces, spot_of, spot_words
from grader.pages.rows import items_of, who
from grader.pages.said import Said, points
from grader.reports.hidden import HIDDEN


@dataclass(frozen=True)
class Shown:
    """One item as its reader may see it. `anchor` is where its words are; empty: in the list."""

    name: str
    letter: str
    title: str
    points: str
    message: str = ""
    hint: str = ""
    staff_note: str = ""
    looked_at: str = ""
    place: str = ""
    line: str = ""
    anchor: str = ""
    hidden: bool = False


def student_page(
    outcome: Outcome,
    problem_set: ProblemSet,
    catalogue: Catalogue,
    *,
    program: Program | None,
    staff: bool,
    remark: Message | None = None,
) -> str:
    """The page as HTML; `program` is what was handed in, None if it cannot be read any more.

    `remark` is said beside the score: what the course's rules make of it, for example.

    Without `staff`, nobody learns of staff notes and flags, nor more of a hidden item than its
    status and its points.
    """
    made = _StudentPage(outcome, problem_set, catalogue, program, staff)
    view = made.view() | {"remark": Said(catalogue)(remark or "")}
    return document("student", catalogue, view)


@dataclass(frozen=True)
class _StudentPage:
    outcome: Outcome
    problem_set: ProblemSet
    catalogue: Catalogue
    program: Program | None
    staff: bool

    @property
    def said(self) -> Said:
        return Said(self.catalogue)

    def view(self) -> dict[str, Any]:
        """What the template shows."""
        report, said = self.outcome.report, self.said
        items = list(self._items(report)) if report else []
        shown = [item for item, _ in items]
        return {
            "title": said(self.problem_set.title),
            "who": who(self.outcome.hand_in, said),
            "staff": self.staff,
            "late": self.outcome.hand_in.late,
            "facts": [said(fact) for fact in _facts(self.outcome.hand_in, report)],
            "failure": said.lines(self.outcome.failure) if self.outcome.failure else "",
            "report": report,
            "share": _share(report) if report else 0,
            "points": points,
            "notes": [said.lines(note) for note in report.notes] if report else [],
            "problems": self._problems(shown),
            "pieces": self._pieces(report, items),
            "line": partial(part, "line", self.catalogue),
            "note": partial(part, "note", self.catalogue),
            "right": partial(part, "right", self.catalogue),
            "flags": self._flags(report) if report and self.staff else [],
            "layers": self._layers(report) if report and self.staff else [],
            "lines": said.lines,
        }

    def _items(self, report: Report) -> Iterator[tuple[Shown, Spot | None]]:
        numbers = items_of(self.problem_set)
        for count, item in enumerate(report.items):
            number = numbers.get((item.problem, item.item))
            name = f"i{number}" if number is not None else f"x{count}"
            if item.hidden and not self.staff:
                yield self._hidden(item, name), None
            else:
                spot = spot_of(_place(item), self.program)
                yield self._shown(item, name, spot), spot

    def _hidden(self, item: ItemResult, name: str) -> Shown:
        return Shown(
            name=name,
            letter=letter_of(item),
            title=self.said(HIDDEN),
            points=_points(item),
            hidden=True,
        )

    def _shown(self, item: ItemResult, name: str, spot: Spot | None) -> Shown:
        said = self.said
        right = item.status == "passed"
        return Shown(
            name=name,
            letter=letter_of(item),
            title=said(item.title),
            points=_points(item),
            message=said.lines(item.message) if item.message else "",
            hint=said.lines(item.hint) if item.hint and not right else "",
            staff_note=said.lines(item.staff_note) if item.staff_note and self.staff else "",
            looked_at=said(_found(item)),
            place=self._where(item, spot),
            line=line_words(spot[1], said) if spot and spot[1] else "",
            anchor=anchor(spot) if spot else "",
            hidden=item.hidden,
        )

    def _where(self, item: ItemResult, spot: Spot | None) -> str:
        """The spot; without one, the place as the report tells it."""
        if spot and self.program:
            return spot_words(spot, self.program.kind, self.said)
        place = _place(item)
        return self.said(where(place)) if place else ""

    def _problems(self, items: list[Shown]) -> list[dict[str, Any]]:
        """The items under their problems, with each problem's task and score."""
        report = self.outcome.report
        if report is None:
            return []
        tasks = {problem.slug: problem for problem in self.problem_set.problems}
        rows = zip(report.items, items, strict=True)
        return [
            {
                "title": self.said(group[0][0].problem_title),
                "score": points(sum(result.score for result, _ in group)),
                "out_of": points(sum(result.points for result, _ in group)),
                "task": self.said.lines(tasks[slug].task) if slug in tasks else "",
                "items": [shown for _, shown in group],
            }
            for slug, group in (
                (slug, list(each)) for slug, each in groupby(rows, lambda row: row[0].problem)
            )
        ]

    def _pieces(self, report: Report | None, items: list[tuple[Shown, Spot | None]]) -> list[Any]:
        if self.program is None:
            return []
        besides = [Beside(spot, item.letter, item) for item, spot in items if spot is not None]
        printed = report.printed if report else ()
        return list(pieces(self.program, besides, printed, self.said))

    def _flags(self, report: Report) -> list[dict[str, str]]:
        return [self._flag(flag) for flag in report.flags]

    def _flag(self, flag: Flag) -> dict[str, str]:
        spot = spot_of(flag.place, self.program)
        return {
            "what": self.said(flag.what),
            "innocent": self.said(flag.innocent),
            "place": self.said(where(flag.place)) if flag.place else "",
            "anchor": anchor(spot) if spot else "",
        }

    def _layers(self, report: Report) -> list[str]:
        return [self.said(layer_line(layer)) for layer in report.isolation.layers]


def _share(report: Report) -> float:
    return round(100 * report.score / report.max_score, 1) if report.max_score else 0


def _points(item: ItemResult) -> str:
    return f"{points(item.score)} / {points(item.points)}"


def _found(item: ItemResult) -> Message | str:
    """What was looked at, where that is news: of what passed, only what a search came upon."""
    found = item.evidence.found if item.evidence else None
    searched = isinstance(found, Message)
    return found if found and (searched or item.status != "passed") else ""


def _place(item: ItemResult) -> Place | None:
    """Where the value was made; of what is not there, the place that its message names."""
    if item.evidence is not None and item.evidence.place is not None:
        return item.evidence.place
    return place_in(item.message) if item.message is not None else None


def _facts(hand_in: HandIn, report: Report | None) -> Iterator[Message]:
    """What was handed in and when, and how it was graded."""
    yield say("Handed in: {file}", file=hand_in.shown)
    if hand_in.submitted:
        yield say("Submitted: {when}", when=hand_in.submitted)
    if report is None:
        return
    when = f"{datetime.fromisoformat(report.started):%Y-%m-%d %H:%M} UTC"
    yield say("Graded: {when}", when=when)
    isolation = report.isolation
    yield say(
        "Isolation: {level}. {meaning}",
        level=LEVEL_WORDS[isolation.level],
        meaning=isolation.meaning,
    )
