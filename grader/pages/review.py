"""What a person should look at: flags, and hand-ins that could not be graded as usual."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from grader.model.classroom import Outcome
from grader.model.message import Message, say
from grader.model.places import where
from grader.model.report import Flag, Report
from grader.model.run import TIMED_OUT, EndReason
from grader.pages.rows import Who
from grader.pages.said import Said
from grader.pages.times import REASONS

MOST_WHO, MOST_FLAGS = 200, 200
PILES: Mapping[str, tuple[Message, Message]] = MappingProxyType(
    {
        "ours": (
            say("Not graded: our fault"),
            say("The grader failed here. Grade these again; the scores are missing until then."),
        ),
        "incomplete": (
            say("Scores that are not final"),
            say("Items could not be graded because of a mistake of ours or of the set's."),
        ),
        "unreadable": (
            say("Could not be read"),
            say("Nothing was graded. Ask for the file again, or grade by hand."),
        ),
        "timed_out": (
            say("Ran out of time"),
            say(
                "A piece that never ended was left out and the rest was graded. It may be a loop;"
                " it may be a slow but right answer."
            ),
        ),
        "stopped": (
            say("Stopped before the end"),
            say("A process ended in the middle. Too much memory is the usual reason."),
        ),
        "notes": (
            say("Noted when the hand-ins were collected"),
            say("Mostly harmless; read them once."),
        ),
        "missing": (
            say("Nothing handed in"),
            say("On the roster, without a submission."),
        ),
    }
)


@dataclass(frozen=True)
class Sight:
    """Somebody, and what there is to say about them."""

    who: Who
    why: str = ""


@dataclass
class Pile:
    """A kind of thing to look at: its title, what it means, and who it is about.

    Of more than two hundred the rest is only counted.
    """

    title: str
    meaning: str
    count: int = 0
    sights: list[Sight] = field(default_factory=list)

    def add(self, sight: Sight) -> None:
        """One more."""
        self.count += 1
        if len(self.sights) < MOST_WHO:
            self.sights.append(sight)


class Review:
    """Collects outcome by outcome; keeps no report."""

    def __init__(self, said: Said) -> None:
        self._said = said
        self._flags: dict[str, Pile] = {}
        self._piles = {
            name: Pile(said(title), said(meaning)) for name, (title, meaning) in PILES.items()
        }

    def add(self, outcome: Outcome, person: Who) -> None:
        """Looks through one outcome."""
        if outcome.report is None:
            pile = "ours" if outcome.ours else "unreadable"
            why = self._said(outcome.failure) if outcome.failure else ""
            self._piles[pile].add(Sight(person, why))
        else:
            self._look_at(outcome.report, person)
        for note in outcome.hand_in.notes:
            self._piles["notes"].add(Sight(person, self._said(note)))

    def _look_at(self, report: Report, person: Who) -> None:
        if not report.complete:
            broken = [self._said(item.title) for item in report.items if item.status == "broken"]
            self._piles["incomplete"].add(Sight(person, ", ".join(broken)))
        for name, reasons in _by_kind(report):
            why = ", ".join(self._said(REASONS[reason]) for reason in reasons)
            self._piles[name].add(Sight(person, why))
        for flag in report.flags:
            self._flag(flag, person)

    def _flag(self, flag: Flag, person: Who) -> None:
        what = self._said(flag.what)
        if what not in self._flags and len(self._flags) >= MOST_FLAGS:
            return
        pile = self._flags.setdefault(what, Pile(what, self._said(flag.innocent)))
        pile.add(Sight(person, self._said(where(flag.place)) if flag.place else ""))

    def add_missing(self, person: Who) -> None:
        """Somebody who handed in nothing."""
        self._piles["missing"].add(Sight(person))

    def flags(self) -> list[Pile]:
        """The rarest first: what few programs do is what tells something."""
        return sorted(self._flags.values(), key=lambda pile: pile.count)

    def piles(self) -> list[Pile]:
        """Those with anything in them, the most urgent first."""
        return [pile for pile in self._piles.values() if pile.count]


def _by_kind(report: Report) -> list[tuple[str, list[EndReason]]]:
    reasons = dict.fromkeys(report.ended)
    late = [each for each in reasons if each in TIMED_OUT]
    dead = [each for each in reasons if each not in TIMED_OUT]
    return [(name, found) for name, found in (("timed_out", late), ("stopped", dead)) if found]
