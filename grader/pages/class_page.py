"""`report.html`: a whole class on one page, for those who teach it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from statistics import fmean, median
from typing import Any

from grader.locale import Catalogue
from grader.locale.words import LEVEL_WORDS
from grader.model.classroom import HandIn, Outcome, Student
from grader.model.isolation import Isolation, Level
from grader.model.message import say, say_count
from grader.model.problem_set import ProblemSet
from grader.model.report import Report
from grader.pages.document import document, json_block
from grader.pages.filters import LETTERS, TAGS, TILES, filters
from grader.pages.histogram import histogram
from grader.pages.marks import Mark, marks
from grader.pages.misses import Column, Misses
from grader.pages.review import Review
from grader.pages.rows import FinalScore, Link, Row, items_of, missing_row, row, who
from grader.pages.said import Said, points
from grader.pages.times import Endings, times


def class_page(
    outcomes: Iterable[Outcome],
    problem_set: ProblemSet,
    catalogue: Catalogue,
    *,
    missing: Iterable[Student] = (),
    final_score: FinalScore | None = None,
    highest: float | None = None,
    link: Link | None = None,
) -> str:
    """The page as HTML. The outcomes are read once, and no report is kept.

    `final_score` is what a hand-in counts in the end, None for nothing; without it, the report's
    own score. `highest` is the best final score possible, without it the set's. `link` is the
    address of a hand-in's own page, relative to this one. Everything is shown, hidden items too.
    """
    made = ClassPage(problem_set, catalogue, link)
    for outcome in outcomes:
        made.add(outcome)
    for student in missing:
        made.add_missing(student)
    return made.html(final_score, highest)


class ClassPage:
    """What one pass over the outcomes gathers; see `class_page`."""

    def __init__(
        self, problem_set: ProblemSet, catalogue: Catalogue, link: Link | None = None
    ) -> None:
        self._set = problem_set
        self._catalogue = catalogue
        self._said = Said(catalogue)
        self._link = link
        self._items = items_of(problem_set)
        self._hand_ins: list[HandIn] = []
        self._rows: list[Row] = []
        self._misses = Misses(problem_set, self._said)
        self._review = Review(self._said)
        self._endings = Endings()
        self._isolation: Counter[Level] = Counter()
        self._meanings: dict[str, str] = {}
        self._last = ""

    def add(self, outcome: Outcome) -> None:
        """One more hand-in."""
        person = who(outcome.hand_in, self._said, self._link(outcome) if self._link else None)
        self._hand_ins.append(outcome.hand_in)
        self._rows.append(row(outcome, self._items, person))
        self._review.add(outcome, person)
        if outcome.report is not None:
            self._count(outcome.report)

    def add_missing(self, student: Student) -> None:
        """Somebody of whom there is nothing; after all who handed in."""
        absent = missing_row(student, self._said)
        self._rows.append(absent)
        self._review.add_missing(absent.who)

    def html(self, final_score: FinalScore | None = None, highest: float | None = None) -> str:
        """The page so far."""
        if final_score is not None:
            for place, hand_in in enumerate(self._hand_ins):
                self._rows[place] = replace(self._rows[place], score=final_score(hand_in))
        return document("class", self._catalogue, self._view(highest))

    def _count(self, report: Report) -> None:
        self._misses.add(report)
        self._endings.add(report)
        self._note(report.isolation)
        self._last = max(self._last, report.started)

    def _note(self, isolation: Isolation) -> None:
        self._isolation[isolation.level] += 1
        self._meanings.setdefault(isolation.level, self._said(isolation.meaning))

    def _view(self, highest: float | None) -> dict[str, Any]:
        """What the template shows."""
        best = self._set.max_score if highest is None else highest
        scores = [row.score for row in self._rows if row.score is not None]
        middle = median(scores) if scores else None
        found, columns = filters(self._rows, self._said), self._misses.columns()
        return {
            "title": self._said(self._set.title),
            "facts": [*self._facts(), *self._isolated()],
            "average": _average(scores, middle),
            "best": points(best),
            "tiles": [found[tag] for tag in TILES if tag == "graded" or found[tag].count],
            "filters": [each for each in found.values() if each.count],
            "everybody": len(self._rows),
            "histogram": histogram(scores, best, middle),
            "marks": marks(self._catalogue),
            "problems": _problems(columns),
            "columns": columns,
            "rows": self._rows,
            "misses": self._misses.worst(columns),
            "times": times(self._rows, self._endings, self._said),
            "piles": self._review.piles(),
            "flags": self._review.flags(),
            "data": json_block(self._data(columns, best)),
            "points": points,
        }

    def _facts(self) -> list[str]:
        """When, and what was graded."""
        facts = [self._said(say("Problem set: {slug}", slug=self._set.slug))]
        if self._last:
            when = f"{datetime.fromisoformat(self._last):%Y-%m-%d %H:%M} UTC"
            facts.append(self._said(say("Graded: {when}", when=when)))
        return facts

    def _isolated(self) -> list[str]:
        """How programs were kept apart; how many in which way, if they differ."""
        return [
            self._said(
                say_count(
                    "{count} program {level}: {meaning}",
                    "{count} programs {level}: {meaning}",
                    count,
                    level=LEVEL_WORDS[level],
                    meaning=self._meanings[level],
                )
            )
            for level, count in self._isolation.most_common()
        ]

    def _data(self, columns: list[Column], best: float) -> dict[str, Any]:
        """What the page's script builds the matrix from."""
        return {
            "best": points(best),
            "items": [[each.title, each.problem, each.points] for each in columns],
            "marks": {each.letter: [each.glyph, each.word] for each in self._marks()},
            "tags": {LETTERS[tag]: self._said(word) for tag, word in TAGS.items()},
            "rows": [_datum(each) for each in self._rows],
            "words": {
                "shown": self._said(say("{shown} of {all} shown", shown="{shown}", all="{all}")),
                "nothing": self._said(say("no score")),
            },
        }

    def _marks(self) -> Iterable[Mark]:
        return marks(self._catalogue).values()


def _datum(row: Row) -> list[object]:
    score = None if row.score is None else round(row.score, 2)
    tags = "".join(LETTERS[tag] for tag in sorted(row.tags))
    return [row.who.name, row.who.id, row.who.link, score, round(row.seconds, 2), row.marks, tags]


def _average(scores: list[float], middle: float | None) -> dict[str, str] | None:
    if middle is None:
        return None
    return {"mean": points(fmean(scores)), "median": points(middle)}


def _problems(columns: list[Column]) -> list[tuple[str, int]]:
    """Titles of problems, each with the number of its items."""
    return [(title, len(list(group))) for title, group in groupby(columns, lambda c: c.problem)]
