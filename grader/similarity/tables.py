"""Similar submissions as a table for people and as JSON for programs; both for staff alone."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any

from grader.exports.table import text_cell
from grader.locale import Catalogue
from grader.model.message import Message, say
from grader.reports.escape import visible
from grader.reports.jsontext import json_text
from grader.similarity.records import Fragment, Pair, Side, Similarities

SCHEMA = 1
COLUMNS = (
    *("share", "left_id", "left_name", "left_share", "left_places"),
    *("right_id", "right_name", "right_share", "right_places"),
)


def note_on(found: Similarities) -> Message:
    """What to make of it."""
    return say(
        "To look at, never a verdict: {compared} submissions were compared, without the starter "
        "and what many have written. Alike may mean a common source, help that was allowed, or an "
        "exercise with one short answer.",
        compared=found.compared,
    )


def as_csv(found: Similarities) -> str:
    """One row per pair; a place is a line or, in a notebook, a cell and its line."""
    paper = StringIO()
    table = csv.writer(paper, lineterminator="\n")
    table.writerow(COLUMNS)
    for pair in found.pairs:
        table.writerow([f"{pair.share:.2f}", *_cells(pair.left), *_cells(pair.right)])
    return paper.getvalue()


def as_json(found: Similarities, catalogue: Catalogue) -> str:
    """Everything, ending with a newline."""
    tree = {
        "schema": SCHEMA,
        "note": catalogue.render(note_on(found)),
        **found.model_dump(mode="json", exclude={"pairs"}),
        "pairs": [_pair(pair) for pair in found.pairs],
    }
    return json_text(tree, "ascii")


def _pair(pair: Pair) -> dict[str, Any]:
    return {"share": pair.share, "left": _side(pair.left), "right": _side(pair.right)}


def _side(side: Side) -> dict[str, Any]:
    return {
        "student": {name: visible(text) for name, text in side.student},
        "share": side.share,
        "fragments": [_fragment(each) for each in side.fragments],
    }


def _fragment(fragment: Fragment) -> dict[str, Any]:
    return {**fragment.model_dump(), "text": visible(fragment.text, lines=True)}


def _cells(side: Side) -> list[str]:
    student = side.student
    places = "; ".join(map(_place, side.fragments))
    return [text_cell(student.id), text_cell(student.name), f"{side.share:.2f}", places]


def _place(fragment: Fragment) -> str:
    return f"{fragment.line}" if fragment.cell is None else f"{fragment.cell}:{fragment.line}"
