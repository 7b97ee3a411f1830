"""What students are told in one cell: what did not pass, and why."""

from __future__ import annotations

import html

from grader.locale import Catalogue
from grader.model.message import say
from grader.model.report import Report
from grader.reports.escape import visible
from grader.reports.notfinal import not_final
from grader.reports.told import reason_of, title_of

LONGEST = 20_000


def feedback(report: Report, catalogue: Catalogue) -> str:
    """A few lines of plain text, for students: nothing of hidden items, nothing for staff."""
    passed = sum(item.status == "passed" for item in report.items)
    lines = [] if report.complete else [catalogue.render(not_final(report))]
    head = say("{passed} of {all} items passed.", passed=passed, all=len(report.items))
    lines.append(catalogue.render(head))
    for item in report.items:
        if item.status != "passed":
            title = title_of(item, catalogue, staff=False)
            lines.append(f"- {title}: {reason_of(item, catalogue, staff=False)}")
    text = visible("\n".join(lines), lines=True)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def as_html(text: str) -> str:
    """The text as one paragraph of HTML, on one line; nothing in it is markup."""
    lines = visible(text, lines=True).split("\n")
    return "<p>" + "<br />".join(_spaced(html.escape(line)) for line in lines) + "</p>"


def _spaced(line: str) -> str:
    """With its indentation, so that a caret stays below what it points at."""
    bare = line.lstrip(" ")
    return "&nbsp;" * (len(line) - len(bare)) + bare
