"""A report for programs: JSON, schema 1. It has no staff notes or flags unless for staff."""

from __future__ import annotations

from typing import Any

from grader.locale import Catalogue
from grader.model.message import Message, Text
from grader.model.report import Flag, ItemResult, Report
from grader.model.run import Place
from grader.reports.hidden import HIDDEN
from grader.reports.jsontext import json_text

SCHEMA = 1


def render(
    report: Report,
    catalogue: Catalogue,
    *,
    width: int = 80,  # noqa: ARG001  every format takes the same options
    color: bool = False,  # noqa: ARG001
    encoding: str = "utf-8",
    staff: bool = False,
) -> str:
    """The report as JSON, messages in the catalogue's language, ending with a newline."""
    return json_text(_report(report, catalogue, staff), encoding)


def _report(report: Report, catalogue: Catalogue, staff: bool) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "set": report.set,
        "set_digest": report.set_digest,
        "student": report.student,
        "submission": report.submission.model_dump(mode="json"),
        "isolation": _isolation(report, catalogue),
        "seed": report.seed,
        "versions": report.versions.model_dump(),
        "started": report.started,
        "seconds": report.seconds,
        "complete": report.complete,
        "score": report.score,
        "max_score": report.max_score,
        "lang": catalogue.language,
        "notes": [catalogue.render(note) for note in report.notes],
        "items": [_item(item, catalogue, staff) for item in report.items],
        "flags": [_flag(flag, catalogue) for flag in report.flags] if staff else [],
    }


def _isolation(report: Report, catalogue: Catalogue) -> dict[str, Any]:
    return {
        "level": report.isolation.level,
        "meaning": catalogue.render(report.isolation.meaning),
        "layers": [layer.model_dump() for layer in report.isolation.layers],
    }


def _item(item: ItemResult, catalogue: Catalogue, staff: bool) -> dict[str, Any]:
    told = staff or not item.hidden
    return {
        "problem": item.problem,
        "item": item.item,
        "title": catalogue.render(item.title if told else HIDDEN),
        "status": item.status,
        "score": item.score,
        "points": item.points,
        "hidden": item.hidden,
        "message": _said(item.message, catalogue) if told else None,
        "hint": _said(item.hint, catalogue) if told else None,
        "evidence": _evidence(item, catalogue) if told else None,
        "staff_note": item.staff_note if staff else None,
        "seconds": item.seconds,
    }


def _said(said: Message | Text | None, catalogue: Catalogue) -> str | None:
    return None if said is None else catalogue.render(said)


def _evidence(item: ItemResult, catalogue: Catalogue) -> dict[str, Any] | None:
    if item.evidence is None:
        return None
    found = item.evidence.found
    told = catalogue.render(found) if isinstance(found, Message) else found
    return {"found": told, **_place(item.evidence.place)}


def _place(place: Place | None) -> dict[str, Any]:
    return (place or Place()).model_dump()


def _flag(flag: Flag, catalogue: Catalogue) -> dict[str, Any]:
    return {
        "what": catalogue.render(flag.what),
        "innocent": catalogue.render(flag.innocent),
        **_place(flag.place),
    }
