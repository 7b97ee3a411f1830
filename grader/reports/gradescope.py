"""A report as Gradescope's `results.json`.

Of an item that broke there is no score, and then none of the whole: Gradescope asks for the one or
for all of the others, and so takes nothing for a grade. Hidden items have the visibility `hidden`,
by which Gradescope hides the total from students too, or `after_due_date`: until then.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from grader.locale import Catalogue
from grader.model.course import Visibility
from grader.model.message import Message
from grader.model.report import ItemResult, Report
from grader.model.verdict import Status
from grader.reports.escape import visible
from grader.reports.jsontext import json_text
from grader.reports.plain import head_of, text_of, title_of, told_of

# The default of the uppermost output is HTML: students' text must never be taken for it.
AS_TEXT = MappingProxyType(
    {
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
    }
)
# Gradescope knows no other; where nobody was right or wrong it is told nothing.
STATUSES: Mapping[Status, str] = MappingProxyType(
    {
        "passed": "passed",
        "failed": "failed",
        "error": "failed",
        "not_attempted": "failed",
        "skipped": "failed",
    }
)
VISIBILITY: Mapping[Visibility, str] = MappingProxyType(
    {"never": "hidden", "after_due_date": "after_due_date", "always": "visible"}
)


def render(
    report: Report,
    catalogue: Catalogue,
    *,
    width: int = 80,  # noqa: ARG001  every format takes the same options
    color: bool = False,  # noqa: ARG001
    encoding: str = "utf-8",  # noqa: ARG001  it is ASCII
    staff: bool = False,
    hidden_items: Visibility = "never",
) -> str:
    """The report as `results.json`; for `staff`, hidden items tell what is hidden of them.

    `hidden_items`: when students are to see all of them. Gradescope knows when theirs are due.
    """
    score = {"score": _rounded(report.score)} if report.complete else {}
    return _written(
        {
            **score,
            "execution_time": round(report.seconds),
            "output": head_of(report, catalogue),
            **AS_TEXT,
            "extra_data": _facts(report),
            "tests": _tests(report, catalogue, staff, hidden_items),
        }
    )


def refusal(why: Message, catalogue: Catalogue) -> str:
    """`results.json` for what cannot be read as a submission: no points, and the reason."""
    return _written({"score": 0, "output": text_of(why, catalogue), **AS_TEXT, "tests": []})


def _tests(
    report: Report, catalogue: Catalogue, staff: bool, hidden_items: Visibility
) -> list[dict[str, Any]]:
    problems = list(dict.fromkeys(item.problem for item in report.items))
    counts = dict.fromkeys(problems, 0)
    tests: list[dict[str, Any]] = []
    for item in report.items:
        counts[item.problem] += 1
        number = f"{problems.index(item.problem) + 1}.{counts[item.problem]}"
        shown = hidden_items != "never" or not item.hidden
        test = _test(item.opened() if shown else item, number, catalogue, staff)
        tests.append(test | {"visibility": VISIBILITY[hidden_items] if item.hidden else "visible"})
    return tests


def _test(item: ItemResult, number: str, catalogue: Catalogue, staff: bool) -> dict[str, Any]:
    problem = visible(catalogue.render(item.problem_title))
    word = catalogue.words[item.status]
    told = told_of(item, catalogue, staff=staff)
    status = {"status": STATUSES[item.status]} if item.status in STATUSES else {}
    score = {"score": _rounded(item.score)} if item.status != "broken" else {}
    return {
        **score,
        "max_score": item.points,
        **status,
        "name": f"{problem}: {title_of(item, catalogue, staff=staff)}",
        "name_format": "text",
        "number": number,
        "output": f"{word}\n{told}" if told else word,
        "output_format": "text",
        "tags": [item.problem],
    }


def _facts(report: Report) -> dict[str, Any]:
    """What repeats the run; Gradescope keeps it and shows it to nobody."""
    return {
        "set": report.set,
        "set_digest": report.set_digest,
        "seed": str(report.seed),
        "isolation": report.isolation.level,
        "grader": report.versions.grader,
    }


def _rounded(points: float) -> float:
    return round(points, 6)


def _written(tree: dict[str, Any]) -> str:
    return json_text(tree, "ascii")
