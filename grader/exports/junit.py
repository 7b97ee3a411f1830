"""A class as JUnit XML: one test suite per submission."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from grader.locale import Catalogue
from grader.model.classroom import HandIn, Outcome
from grader.model.message import say
from grader.reports.junit import (
    DECLARATION,
    Kind,
    add_outcome,
    new_case,
    new_suite,
    suite,
    xml_text,
)


def render(
    outcomes: Iterable[Outcome], catalogue: Catalogue, *, name: str, staff: bool = False
) -> Iterator[str]:
    """The document in pieces, one per outcome; `name` is the set's, for those without a report.

    An outcome without a report is a suite of one test case: an error if that is our fault, a
    failure if nothing could be read.
    """
    yield f"{DECLARATION}<testsuites>\n"
    for outcome in outcomes:
        yield xml_text(_suite(outcome, catalogue, name, staff))
    yield "</testsuites>\n"


def _suite(outcome: Outcome, catalogue: Catalogue, name: str, staff: bool) -> Element:
    shown = _shown(name, outcome.hand_in)
    if outcome.report is not None:
        return suite(outcome.report, catalogue, name=shown, staff=staff)
    kind: Kind = "error" if outcome.ours else "failure"
    made = new_suite(shown, 1, {kind: 1}, seconds=0)
    case = new_case(name, catalogue.render(say("It can be graded")), 0)
    why = outcome.failure or say("There is no report.")
    what = "broken" if outcome.ours else "unreadable"
    add_outcome(case, kind, catalogue.render(why), what)
    made.append(case)
    return made


def _shown(name: str, hand_in: HandIn) -> str:
    return f"{name}: {hand_in.student.id} ({hand_in.attempt})"
