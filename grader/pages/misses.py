"""What a class did not know: per item, how many missed it and what they were told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from grader.model.problem_set import ProblemSet
from grader.model.report import Report
from grader.pages.grouping import Groups
from grader.pages.marks import GLYPHS, MISSED, letter_of
from grader.pages.rows import items_of
from grader.pages.said import Said, percent, points

MOST_ITEMS, MOST_MESSAGES = 10, 3
BAR = 400


@dataclass(frozen=True)
class Column:
    """One item of the set, as the class did on it."""

    number: int
    title: str
    problem: str
    points: str
    hidden: bool
    passed: str
    missed: int


@dataclass(frozen=True)
class Slice:
    """A part of a bar that is 400 units long: the results with this letter."""

    letter: str
    x: float
    width: float
    count: int


@dataclass(frozen=True)
class Complaint:
    """What so many were told, in its commonest wording; `others` is whether there are more."""

    count: int
    words: str
    others: bool


@dataclass(frozen=True)
class Miss:
    """One of the items that most missed."""

    column: Column
    share: str
    bar: tuple[Slice, ...]
    complaints: tuple[Complaint, ...]


@dataclass
class _Item:
    letters: Counter[str] = field(default_factory=Counter)

    @property
    def missed(self) -> int:
        return sum(self.letters[letter] for letter in MISSED)


class Misses:
    """Counts report by report; keeps no report."""

    def __init__(self, problem_set: ProblemSet, said: Said) -> None:
        self._set = problem_set
        self._said = said
        self._places = items_of(problem_set)
        self._items = [_Item() for _ in self._places]
        self._groups = [Groups(said) for _ in self._places]

    def add(self, report: Report) -> None:
        """Counts the items of one report."""
        for result in report.items:
            place = self._places.get((result.problem, result.item))
            if place is None:
                continue
            letter = letter_of(result)
            self._items[place].letters[letter] += 1
            if letter in MISSED and result.message is not None:
                self._groups[place].add(result.message)

    def columns(self) -> list[Column]:
        """All items, in the order of the set."""
        titles = [(problem.title, item) for problem in self._set.problems for item in problem.items]
        return [
            Column(
                number=number,
                title=self._said(item.title),
                problem=self._said(problem),
                points=points(item.points),
                hidden=item.hidden,
                passed=percent(tally.letters["p"], tally.letters.total()),
                missed=tally.missed,
            )
            for number, ((problem, item), tally) in enumerate(zip(titles, self._items, strict=True))
        ]

    def worst(self, columns: Sequence[Column]) -> list[Miss]:
        """The items that most missed, ten at most."""
        missed = sorted((each for each in columns if each.missed), key=lambda each: -each.missed)
        return [self._miss(each) for each in missed[:MOST_ITEMS]]

    def _miss(self, column: Column) -> Miss:
        letters = self._items[column.number].letters
        groups = self._groups[column.number].commonest(MOST_MESSAGES)
        return Miss(
            column=column,
            share=percent(column.missed, letters.total()),
            bar=tuple(_slices(letters)),
            complaints=tuple(
                Complaint(group.count, group.example, len(group.wordings) > 1) for group in groups
            ),
        )


def _slices(letters: Counter[str]) -> list[Slice]:
    slices, x = [], 0.0
    for letter in GLYPHS:
        if letters[letter]:
            width = BAR * letters[letter] / letters.total()
            slices.append(Slice(letter, round(x, 1), round(width, 1), letters[letter]))
            x += width
    return slices
