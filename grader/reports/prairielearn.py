"""A report as the `results.json` of PrairieLearn's external graders, of a megabyte at most.

Points are given for every test or for none: left off one, PrairieLearn shows none of them. A report
with an item that broke is `gradable: false`, which costs the student neither points nor an attempt.
"""

from __future__ import annotations

from typing import Any

from grader.locale import Catalogue
from grader.model.message import Message
from grader.model.report import ItemResult, Report
from grader.reports.escape import visible
from grader.reports.jsontext import json_text
from grader.reports.notfinal import not_final
from grader.reports.plain import head_of, text_of, title_of, told_of

MOST_BYTES = 1_000_000
SHORTER = (4000, 1000, 200, 40)


def render(
    report: Report,
    catalogue: Catalogue,
    *,
    width: int = 80,  # noqa: ARG001  every format takes the same options
    color: bool = False,  # noqa: ARG001
    encoding: str = "utf-8",  # noqa: ARG001  it is ASCII
    staff: bool = False,
) -> str:
    """The report as `results.json`; messages are cut as short as its size asks for."""
    for longest in SHORTER:
        tests = [_test(report, item, catalogue, staff, longest) for item in report.items]
        written = _written({**_whole(report, catalogue, longest), "tests": tests})
        if len(written) <= MOST_BYTES:
            return written
    return _written(_whole(report, catalogue, SHORTER[-1]))


def refusal(why: Message, catalogue: Catalogue) -> str:
    """`results.json` for what cannot be read as a submission: the attempt does not count."""
    words = text_of(why, catalogue)
    return _written({"gradable": False, "format_errors": [words], "message": words})


def _whole(report: Report, catalogue: Catalogue, longest: int) -> dict[str, Any]:
    said = {"message": head_of(report, catalogue, longest)}
    if not report.complete:
        why = text_of(not_final(report), catalogue)
        return {"gradable": False, "format_errors": [why], **said}
    return {"gradable": True, "score": _share(report), **said}


def _share(report: Report) -> float:
    """The score from 0 to 1; of a set without points, whether every item passed."""
    if report.max_score <= 0:
        return float(all(item.status == "passed" for item in report.items))
    return round(min(max(report.score / report.max_score, 0.0), 1.0), 6)


def _test(
    report: Report, item: ItemResult, catalogue: Catalogue, staff: bool, longest: int
) -> dict[str, Any]:
    points = {"points": round(item.score, 6), "max_points": item.points} if report.complete else {}
    return {
        "name": title_of(item, catalogue, staff=staff),
        "description": visible(catalogue.render(item.problem_title)),
        **points,
        "message": catalogue.words[item.status],
        "output": told_of(item, catalogue, staff=staff, longest=longest),
    }


def _written(tree: dict[str, Any]) -> str:
    return json_text(tree, "ascii")
