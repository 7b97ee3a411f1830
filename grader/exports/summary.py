"""`summary.json`: a class in numbers. For staff and for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import fmean, median, pstdev, quantiles
from typing import Any, get_args

from grader.gradebook import attention, final_score
from grader.locale import Catalogue
from grader.model.gradebook import Column, Gradebook, Mark, MarkStatus
from grader.model.isolation import Level
from grader.model.verdict import Status
from grader.reports.jsontext import json_text

SCHEMA = 1


def render(book: Gradebook, catalogue: Catalogue, *, include_incomplete: bool = False) -> str:
    """The summary as JSON, ending with a newline; nothing in it depends on when it was made."""
    finals = (final_score(mark, include_incomplete=include_incomplete) for mark in book.marks)
    reported = [mark for mark in book.marks if mark.raw is not None]
    tree = {
        "schema": SCHEMA,
        "set": book.set,
        "title": catalogue.render(book.title),
        "set_digest": book.set_digest,
        "policy": book.policy.model_dump(mode="json"),
        "versions": [version.model_dump() for version in book.versions],
        "seed": book.seed,
        "seeds": book.seeds,
        "students": len(book.marks),
        "statuses": _counts([mark.status for mark in book.marks], get_args(MarkStatus)),
        "late": sum(mark.late for mark in book.marks),
        "flags": sum(mark.flags for mark in book.marks),
        "isolation": _counts([mark.isolation for mark in reported], get_args(Level)),
        "max_score": book.max_score,
        "scores": _statistics([score for score in finals if score is not None]),
        "seconds": _statistics([mark.seconds for mark in reported]),
        "items": [_item(book, number, reported) for number in range(len(book.columns))],
        "attention": _attention(book, catalogue),
    }
    return json_text(tree)


def _counts(found: Sequence[str | None], names: Sequence[str]) -> dict[str, int]:
    counted = Counter(found)
    return {name: counted[name] for name in names}


def _statistics(numbers: Sequence[float]) -> dict[str, float] | None:
    if not numbers:
        return None
    quarters = quantiles(numbers, n=4, method="inclusive") if len(numbers) > 1 else [*numbers] * 3
    shown = {
        "count": len(numbers),
        "mean": fmean(numbers),
        "deviation": pstdev(numbers),
        "lowest": min(numbers),
        "quarter": quarters[0],
        "median": median(numbers),
        "three_quarters": quarters[2],
        "highest": max(numbers),
    }
    return {name: round(number, 6) for name, number in shown.items()}


def _item(book: Gradebook, number: int, reported: Sequence[Mark]) -> dict[str, Any]:
    """How an item went. What we could not look at counts neither as right nor as wrong."""
    column: Column = book.columns[number]
    counts = _counts([mark.items[number] for mark in reported], get_args(Status))
    judged = len(reported) - counts["broken"] - counts["unavailable"]
    scores = [mark.scores[number] for mark in reported]
    return {
        "problem": column.problem,
        "item": column.item,
        "points": column.points,
        "hidden": column.hidden,
        "statuses": counts,
        "pass_rate": round(counts["passed"] / judged, 6) if judged else None,
        "mean_score": round(fmean(scores), 6) if scores else None,
    }


def _attention(book: Gradebook, catalogue: Catalogue) -> list[dict[str, Any]]:
    return [
        {
            "student": mark.student.id,
            "file": mark.shown,
            "status": mark.status,
            "why": [catalogue.render(each) for each in why],
        }
        for mark in book.marks
        if (why := attention(book, mark))
    ]
