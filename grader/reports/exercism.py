"""A report as Exercism's test runners write it (`results.json`, version 3).

Nothing of it is for staff. What this machine could not check is left out; where an item broke by
our fault, the whole is an `error`: it is neither a pass nor the student's failure.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from grader.locale import Catalogue
from grader.model.report import ItemResult, Report
from grader.model.verdict import Status
from grader.reports.jsontext import json_text
from grader.reports.notfinal import not_final
from grader.reports.told import reason_of, title_of

VERSION = 3
STATUSES: Mapping[Status, str] = MappingProxyType(
    {
        "passed": "pass",
        "failed": "fail",
        "error": "error",
        "not_attempted": "fail",
        "skipped": "fail",
        "broken": "error",
    }
)


def render(
    report: Report,
    catalogue: Catalogue,
    *,
    width: int = 80,  # noqa: ARG001  every format takes the same options
    color: bool = False,  # noqa: ARG001
    encoding: str = "utf-8",
    staff: bool = False,  # noqa: ARG001
) -> str:
    """The report as JSON, ending with a newline."""
    numbers = {slug: n for n, slug in enumerate(dict.fromkeys(i.problem for i in report.items), 1)}
    tests = [
        _test(item, catalogue, numbers[item.problem])
        for item in report.items
        if item.status in STATUSES
    ]
    passed = all(test["status"] == "pass" for test in tests)
    status = "error" if not report.complete else "pass" if passed else "fail"
    message = None if report.complete else catalogue.render(not_final(report))
    tree = {"version": VERSION, "status": status, "message": message, "tests": tests}
    return json_text(tree, encoding)


def _test(item: ItemResult, catalogue: Catalogue, task: int) -> dict[str, Any]:
    passed = item.status == "passed"
    return {
        "name": title_of(item, catalogue, staff=False),
        "status": STATUSES[item.status],
        "message": None if passed else reason_of(item, catalogue, staff=False),
        "test_code": f"{item.problem}/{item.item}",
        "task_id": task,
    }
