"""A report as check50 writes it (`-o json`).

`passed` is null where nothing was found out about the student's work: it was skipped, cannot be
checked on this machine, or broke by our fault.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from grader.locale import Catalogue
from grader.model.report import ItemResult, Report
from grader.model.verdict import Status
from grader.reports.jsontext import json_text
from grader.reports.told import hint_of, reason_of, title_of

PASSED: Mapping[Status, bool | None] = MappingProxyType(
    {
        "passed": True,
        "failed": False,
        "error": False,
        "not_attempted": False,
        "skipped": None,
        "unavailable": None,
        "broken": None,
    }
)


def render(
    report: Report,
    catalogue: Catalogue,
    *,
    width: int = 80,  # noqa: ARG001  every format takes the same options
    color: bool = False,  # noqa: ARG001
    encoding: str = "utf-8",
    staff: bool = False,
) -> str:
    """The report as JSON, ending with a newline."""
    tree = {
        "slug": report.set,
        "version": report.versions.grader,
        "results": [_result(item, catalogue, staff) for item in report.items],
    }
    return json_text(tree, encoding)


def _result(item: ItemResult, catalogue: Catalogue, staff: bool) -> dict[str, Any]:
    return {
        "name": f"{item.problem}/{item.item}",
        "description": title_of(item, catalogue, staff=staff),
        "passed": PASSED[item.status],
        "log": [item.staff_note] if staff and item.staff_note else [],
        "cause": None if item.status == "passed" else _cause(item, catalogue, staff),
        "data": {"score": item.score, "points": item.points},
        "dependency": None,
    }


def _cause(item: ItemResult, catalogue: Catalogue, staff: bool) -> dict[str, Any]:
    help_ = hint_of(item, catalogue, staff=staff) if PASSED[item.status] is False else None
    return {"rationale": reason_of(item, catalogue, staff=staff), "help": help_}
