"""A report as JUnit XML: one test suite, a test case per item.

A `failure` is the student's. An `error` is ours: an item that broke turns the suite red, but not
as a failure of what was tested. What was skipped or cannot be checked here is `skipped`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Literal
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from grader.locale import Catalogue
from grader.model.report import Flag, ItemResult, Report
from grader.model.verdict import Status
from grader.reports.escape import visible
from grader.reports.told import reason_of, title_of

Kind = Literal["failure", "error", "skipped"]
KINDS: Mapping[Status, Kind] = MappingProxyType(
    {
        "failed": "failure",
        "error": "failure",
        "not_attempted": "failure",
        "skipped": "skipped",
        "unavailable": "skipped",
        "broken": "error",
    }
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
NOT_IN_XML = str.maketrans({"\ufffe": r"\ufffe", "\uffff": r"\uffff"})


def render(
    report: Report,
    catalogue: Catalogue,
    *,
    width: int = 80,  # noqa: ARG001  every format takes the same options
    color: bool = False,  # noqa: ARG001
    encoding: str = "utf-8",
    staff: bool = False,
) -> str:
    """The report as XML, ending with a newline."""
    name = f"{report.set}: {report.student}" if report.student is not None else report.set
    whole = Element("testsuites")
    whole.append(suite(report, catalogue, name=name, staff=staff))
    return DECLARATION + xml_text(whole, encoding)


def suite(report: Report, catalogue: Catalogue, *, name: str, staff: bool) -> Element:
    """The test suite of one report."""
    counts = Counter(KINDS[item.status] for item in report.items if item.status in KINDS)
    made = new_suite(name, len(report.items), counts, seconds=report.seconds)
    made.set("timestamp", _timestamp(report.started))
    properties = SubElement(made, "properties")
    for key, value in (
        ("score", report.score),
        ("max_score", report.max_score),
        ("complete", str(report.complete).lower()),
        ("isolation", report.isolation.level),
        ("seed", report.seed),
        ("set_digest", report.set_digest),
    ):
        SubElement(properties, "property", name=key, value=f"{value}")
    for item in report.items:
        made.append(_case(report, item, catalogue, staff))
    if staff and report.flags:
        lines = [_flag(flag, catalogue) for flag in report.flags]
        SubElement(made, "system-err").text = _clean("\n".join(lines))
    return made


def new_suite(name: str, tests: int, counts: Mapping[Kind, int], *, seconds: float) -> Element:
    """A suite with its counts and nothing in it."""
    return Element(
        "testsuite",
        name=_clean(name, lines=False),
        tests=str(tests),
        failures=str(counts.get("failure", 0)),
        errors=str(counts.get("error", 0)),
        skipped=str(counts.get("skipped", 0)),
        time=f"{seconds:.3f}",
    )


def add_outcome(case: Element, kind: Kind, why: str, what: str) -> None:
    """What became of a test case that did not pass, and why."""
    told = SubElement(case, kind, message=_clean(why.split("\n")[0], lines=False))
    if kind != "skipped":
        told.set("type", what)
        told.text = _clean(why)


def new_case(classname: str, name: str, seconds: float) -> Element:
    """A test case that passed, as yet."""
    return Element(
        "testcase",
        classname=classname,
        name=_clean(name, lines=False),
        time=f"{seconds:.3f}",
    )


def xml_text(element: Element, encoding: str = "utf-8") -> str:
    """The element on lines of its own. Written in any other encoding, it is plain ASCII.

    It declares UTF-8: not every reader knows other encodings, and ASCII is right in most.
    """
    indent(element)
    text = tostring(element, encoding="unicode") + "\n"
    if encoding.lower().replace("_", "-") in ("utf-8", "utf8"):
        return text
    return text.encode("ascii", "xmlcharrefreplace").decode("ascii")


def _case(report: Report, item: ItemResult, catalogue: Catalogue, staff: bool) -> Element:
    title = title_of(item, catalogue, staff=staff)
    case = new_case(f"{report.set}.{item.problem}", title, item.seconds)
    if item.status in KINDS:
        why = reason_of(item, catalogue, staff=staff)
        add_outcome(case, KINDS[item.status], why, item.status)
    if staff and item.staff_note is not None:
        SubElement(case, "system-err").text = _clean(item.staff_note)
    return case


def _flag(flag: Flag, catalogue: Catalogue) -> str:
    return f"{catalogue.render(flag.what)} {catalogue.render(flag.innocent)}"


def _clean(text: str, *, lines: bool = True) -> str:
    """The text without what XML cannot hold or what acts on those who read it."""
    return visible(text, lines=lines).translate(NOT_IN_XML)


def _timestamp(started: str) -> str:
    """In UTC, to the second, without its zone: what readers of this format expect."""
    moment = datetime.fromisoformat(started)
    moment = moment.astimezone(UTC) if moment.tzinfo is not None else moment
    return moment.strftime("%Y-%m-%dT%H:%M:%S")
