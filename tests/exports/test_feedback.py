"""What students are told in one cell."""

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from grader.exports.feedback import LONGEST, as_html, feedback
from grader.locale import catalogue
from grader.model.isolation import Isolation
from grader.model.message import Text, say
from grader.model.report import ItemResult, Report, SubmittedFiles, Versions

EN = catalogue("en")


def item(slug: str, status: str, message: str | None = None, **more: object) -> ItemResult:
    return ItemResult(
        problem="p",
        problem_title=Text("P"),
        item=slug,
        title=Text(f"The {slug}"),
        status=status,
        score=0,
        points=1,
        message=None if message is None else say("{x}", x=message),
        staff_note="SECRET",
        **more,
    )


def report(*items: ItemResult) -> Report:
    return Report(
        set="demo",
        set_title=Text("A demo"),
        set_digest="d" * 64,
        student=None,
        submission=SubmittedFiles(files=("a.py",), digest="e" * 64),
        isolation=Isolation(level="sealed", meaning=say("Sealed."), layers=()),
        seed=1,
        versions=Versions(grader="0", python="3", numpy="2", torch="2", platform="Linux"),
        started="2026-11-20T00:00:00Z",
        seconds=0.25,
        complete=all(each.status != "broken" for each in items),
        score=0,
        max_score=1,
        items=items,
    )


def test_what_did_not_pass_and_why():
    told = feedback(
        report(
            item("shape", "passed"),
            item("dtype", "failed", "It is int64."),
            item("memory", "failed", "It is a copy.", hidden=True),
        ),
        EN,
    )
    assert told.split("\n") == [
        "1 of 3 items passed.",
        "- The dtype: It is int64.",
        "- A hidden item (memory): failed",
    ]


def test_our_fault_is_said_first():
    told = feedback(report(item("shape", "broken")), EN)
    assert told.startswith("THIS SCORE IS NOT FINAL. 1 item could not be graded")
    assert "SECRET" not in told


def test_it_is_cut():
    told = feedback(report(item("shape", "failed", "x" * 2 * LONGEST)), EN)
    assert len(told) == LONGEST
    assert told.endswith("…")


def test_html():
    shown = as_html("<script>alert('x')</script>\n    x = 1\n\x1b[2J & co")
    assert shown == (
        "<p>&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt;<br />"
        "&nbsp;&nbsp;&nbsp;&nbsp;x = 1<br />\\x1b[2J &amp; co</p>"
    )


@given(st.text(st.characters(exclude_categories=[])))
def test_nothing_in_it_is_markup(text):
    shown = as_html(text)
    inside = shown.removeprefix("<p>").removesuffix("</p>").replace("<br />", "")
    assert not re.search(r"[<>\"'\r\n]", inside)
    assert "<" in text or "&lt;" not in html.unescape(inside) or "&lt;" in text
