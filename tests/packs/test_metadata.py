"""Gradescope's submission_metadata.json, as it is and as it might be."""

from __future__ import annotations

import json

import pytest

from grader.packs.metadata import HandedIn, read_metadata, told_of

WHOLE = {
    "id": 123456,
    "created_at": "2026-03-01T12:00:00.000000-08:00",
    "assignment": {
        "due_date": "2026-03-01T18:00:00.000000+00:00",
        "late_due_date": None,
        "total_points": "20.0",
    },
    "submission_method": "upload",
    "users": [
        {"email": "a@school.example", "id": 1, "name": "A"},
        {"email": "", "id": 2, "name": "B"},
    ],
    "previous_submissions": [{"submission_time": "2026-02-28T12:00:00-08:00", "score": 3.0}],
}


def read(tmp_path, tree) -> HandedIn:
    path = tmp_path / "submission_metadata.json"
    path.write_text(tree if isinstance(tree, str) else json.dumps(tree), "utf-8")
    return read_metadata(str(path))


def test_all_of_it(tmp_path):
    found = read(tmp_path, WHOLE)
    assert found == HandedIn(
        students=("a@school.example", "B"),
        created="2026-03-01T12:00:00.000000-08:00",
        due="2026-03-01T18:00:00.000000+00:00",
        earlier=1,
        total_points=20.0,
    )
    assert found.late
    assert [str(each) for each in told_of(found, 20.0)] == [
        "Student: a@school.example, B",
        "Handed in at: 2026-03-01T12:00:00.000000-08:00",
        "It came after the due date, 2026-03-01T18:00:00.000000+00:00.",
        "There is 1 earlier submission of this student.",
    ]


def test_a_students_own_due_date_counts(tmp_path):
    users = [{"name": "A", "assignment": {"due_date": "2026-03-09T00:00:00+00:00"}}]
    assert not read(tmp_path, {**WHOLE, "users": users}).late


@pytest.mark.parametrize(
    "tree",
    [
        pytest.param("", id="nothing"),
        pytest.param("{", id="no JSON"),
        pytest.param([], id="a list"),
        pytest.param({"users": 3, "assignment": [], "created_at": 5}, id="other types"),
        pytest.param({"users": [None], "assignment": {"total_points": "many"}}, id="other values"),
        pytest.param({"previous_submissions": {}}, id="no list"),
    ],
)
def test_what_is_not_as_documented_tells_nothing(tmp_path, tree):
    found = read(tmp_path, tree)
    assert found == HandedIn()
    assert not found.late
    assert [str(each) for each in told_of(found, 3.0)] == ["Student: ?"]


def test_no_file_tells_nothing(tmp_path):
    assert read_metadata(str(tmp_path / "none.json")) == HandedIn()


@pytest.mark.parametrize("moment", ["soon", "2026-03-01T18:00:00"])
def test_a_moment_that_says_too_little_makes_nobody_late(tmp_path, moment):
    tree = {**WHOLE, "assignment": {"due_date": moment}}
    assert not read(tmp_path, tree).late
