"""`gradebook.csv`, `summary.json`, nbgrader's CSV and a class as JUnit XML."""

import csv
import io
import json
import statistics
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import jsonschema
import pytest
import xmlschema

from grader.exports import gradebook_csv, junit, nbgrader, summary
from grader.locale import catalogue
from grader.model.classroom import HandIn, Outcome, Student
from grader.model.course import Policy
from grader.model.isolation import Isolation
from grader.model.message import Message, Text, say
from grader.model.report import ItemResult, Report, SubmittedFiles, Versions
from grader.reports.escape import visible

HERE = Path(__file__).parent
EN = catalogue("en")
HOSTILE = '=HYPERLINK("http://example.org","이기")\r\n\x1b[2J\u202e,"'
SHOWN = visible(HOSTILE)


def rows_of(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_the_whole_gradebook(a_class):
    data = gradebook_csv.render(a_class, EN)
    assert data.startswith(b"\xef\xbb\xbfstudent,name,")
    assert data == (HERE / "expected" / "gradebook.csv").read_bytes()
    assert not gradebook_csv.render(a_class, EN, bom=False).startswith(b"\xef")


def test_a_row_of_each_fate(a_class):
    kim, lee, ann, hostile, lost, absent = rows_of(gradebook_csv.render(a_class, EN))
    assert (kim["student"], kim["name"], kim["sid"]) == ("101", "김하나", "2026-001")
    assert (kim["score"], kim["max_score"], kim["flags"]) == ("8", "10", "2")
    assert (kim["make"], kim["share"], kim["make/dtype"]) == ("4", "4", "0")
    assert (kim["make/dtype status"], kim["notes"]) == ("failed", "There are 2 flags.")
    assert (lee["score"], lee["raw_score"], lee["penalty"], lee["late"]) == ("9", "10", "1", "true")
    assert lee["notes"] == "It came late, on the first day: 10% off."
    assert (ann["status"], ann["score"], ann["raw_score"]) == ("incomplete", "", "8")
    assert ann["notes"] == "An item could not be graded, by our fault: the score is not final."
    assert (hostile["name"], hostile["status"]) == (f"'{SHOWN}", "unreadable")
    assert (hostile["score"], hostile["make/shape"], hostile["flags"]) == ("", "", "")
    assert lost["notes"] == "It could not be graded, by our fault. The worker died twice."
    assert (absent["status"], absent["score"], absent["late"]) == ("missing", "", "")


def test_an_incomplete_score_goes_out_only_if_told(a_class):
    rows = rows_of(gradebook_csv.render(a_class, EN, include_incomplete=True))
    assert [row["score"] for row in rows] == ["8", "9", "8", "", "", ""]


def test_no_students(book):
    assert rows_of(gradebook_csv.render(book(), EN)) == []


SCHEMA = json.loads((HERE / "schemas" / "summary.schema.json").read_text("utf-8"))


def summary_of(book, **options):
    tree = json.loads(summary.render(book, EN, **options))
    jsonschema.validate(tree, SCHEMA)
    return tree


def test_the_summary(a_class):
    tree = summary_of(a_class)
    assert (tree["set"], tree["title"], tree["set_digest"]) == ("demo", "A demo", "d" * 64)
    assert (tree["seed"], tree["seeds"], tree["students"], tree["late"]) == (7, 1, 6, 1)
    assert tree["statuses"] == {
        "graded": 2,
        "incomplete": 1,
        "unreadable": 1,
        "broken": 1,
        "missing": 1,
    }
    assert tree["isolation"] == {"sealed": 3, "partly sealed": 0, "not sealed": 0}
    assert tree["policy"]["late"]["percent"] == 10
    assert tree["versions"][0]["torch"] == "2.13"
    assert tree["items"][1] == {
        "problem": "make",
        "item": "dtype",
        "points": 2,
        "hidden": False,
        "statuses": {
            "passed": 1,
            "failed": 1,
            "error": 0,
            "not_attempted": 0,
            "skipped": 0,
            "unavailable": 0,
            "broken": 1,
        },
        "pass_rate": 0.5,
        "mean_score": round(2 / 3, 6),
    }
    assert [each["student"] for each in tree["attention"]] == ["101", "103", "104", "105"]
    assert tree["attention"][3]["why"] == [
        "It could not be graded, by our fault.",
        "The worker died twice.",
    ]


def test_statistics_are_of_final_scores(mark, book):
    scores = [1.0, 4.0, 4.0, 9.0]
    marks = [mark(str(number), score=score) for number, score in enumerate(scores)]
    found = summary_of(book(*marks, mark("x", "pbp", score=0.0)))["scores"]
    assert found == {
        "count": 4,
        "mean": 4.5,
        "deviation": round(statistics.pstdev(scores), 6),
        "lowest": 1.0,
        "quarter": 3.25,
        "median": 4.0,
        "three_quarters": 5.25,
        "highest": 9.0,
    }


@pytest.mark.parametrize("count", [0, 1])
def test_the_summary_of_next_to_nobody(mark, book, count):
    tree = summary_of(book(*[mark("a", "ubf")] * count), include_incomplete=True)
    assert (tree["scores"] is None) == (count == 0)
    assert [item["pass_rate"] for item in tree["items"]] == (
        [None, None, 0] if count else [None] * 3
    )


def test_nbgrader(a_class):
    due = datetime(2026, 11, 20, 23, 59, tzinfo=ZoneInfo("Asia/Seoul"))
    data = nbgrader.render(a_class.model_copy(update={"policy": Policy(due=due)}))
    head = (
        "assignment,duedate,timestamp,student_id,last_name,first_name,email,raw_score,"
        "late_submission_penalty,score,max_score"
    )
    assert data.decode().split("\r\n")[0] == head
    kim, lee, ann, hostile, _, absent = rows_of(data)
    assert list(kim.values()) == [
        *("demo", "2026-11-20 14:59:00", "", "101", "김하나", "", "hana@example.org"),
        *("8", "0", "8", "10"),
    ]
    assert (lee["last_name"], lee["first_name"]) == ("Lee", "Sam")
    assert (lee["timestamp"], lee["raw_score"]) == ("2026-11-20 15:00:00", "10")
    assert (lee["late_submission_penalty"], lee["score"]) == ("1", "9")
    assert (ann["raw_score"], ann["score"]) == ("", "")
    assert hostile["first_name"] + hostile["last_name"]
    assert (absent["raw_score"], absent["score"]) == ("0", "0")


@pytest.mark.parametrize(
    ("name", "last", "first"),
    [
        pytest.param("Ann Mary Lee", "Lee", "Ann Mary", id="first names before the last"),
        pytest.param("Lee, Ann", "Lee", "Ann", id="with a comma"),
        pytest.param("김하나", "김하나", "", id="one word"),
        pytest.param("", "", "", id="nothing"),
    ],
)
def test_names_for_nbgrader(mark, book, name, last, first):
    (row,) = rows_of(nbgrader.render(book(mark(Student(id="1", name=name)))))
    assert (row["last_name"], row["first_name"]) == (last, first)


def outcome(student: str, failure: Message | None = None, *, ours: bool = False) -> Outcome:
    hand_in = HandIn(student=Student(id=student), path="/x", shown=student, attempt=2)
    if failure is not None:
        return Outcome(hand_in=hand_in, failure=failure, ours=ours)
    item = ItemResult(
        problem="make",
        problem_title=Text("Make"),
        item="shape",
        title=Text("shape"),
        status="passed",
        score=1,
        points=1,
    )
    report = Report(
        set="demo",
        set_title=Text("A demo"),
        set_digest="d" * 64,
        student=student,
        submission=SubmittedFiles(files=("a.py",), digest="e" * 64),
        isolation=Isolation(level="sealed", meaning=say("Sealed."), layers=()),
        seed=1,
        versions=Versions(grader="0", python="3", numpy="2", torch="2", platform="Linux"),
        started="2026-11-20T00:00:00Z",
        seconds=0.25,
        complete=True,
        score=1,
        max_score=1,
        items=(item,),
    )
    return Outcome(hand_in=hand_in, report=report)


def test_a_class_as_junit():
    outcomes = [
        outcome("kim"),
        outcome("lee", say("It is no notebook: {x}.", x=HOSTILE + "\ufffe")),
        outcome("<&>\x00", say("The worker died twice."), ours=True),
    ]
    document = "".join(junit.render(iter(outcomes), EN, name="demo"))
    xmlschema.XMLSchema(str(HERE.parent / "reports" / "schemas" / "junit.xsd")).validate(document)
    kim, lee, lost = ET.fromstring(document)
    assert (kim.get("name"), kim.get("tests"), kim.get("failures")) == ("demo: kim (2)", "1", "0")
    assert (lee.get("failures"), lee.get("errors")) == ("1", "0")
    assert lee.find("testcase/failure").get("type") == "unreadable"
    assert (lost.get("failures"), lost.get("errors")) == ("0", "1")
    assert lost.find("testcase/error").get("message") == "The worker died twice."
    assert lost.get("name") == r"demo: <&>\x00 (2)"


def test_a_class_as_junit_is_made_piece_by_piece():
    pieces = junit.render((outcome(str(number)) for number in range(3)), EN, name="demo")
    assert next(pieces).endswith("<testsuites>\n")
    assert 'name="demo: 0 (2)"' in next(pieces)
