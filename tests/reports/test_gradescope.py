"""Gradescope's results.json, held against the contract and against what students may see."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from grader.locale import catalogue
from grader.model.message import say
from grader.reports.escape import acts
from grader.reports.gradescope import refusal, render

SCHEMA = json.loads(
    (Path(__file__).parent / "schemas" / "gradescope.schema.json").read_text("utf-8")
)
NAMES = ("perfect", "mistakes", "incomplete", "hostile")


def tree_of(report, language="en", **options):
    return json.loads(render(report, catalogue(language), **options))


def strings(tree):
    if isinstance(tree, str):
        yield tree
    for each in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from strings(each)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("staff", [True, False])
@pytest.mark.parametrize("language", ["en", "ko"])
def test_it_keeps_to_the_contract_and_nothing_in_it_acts(sample, name, staff, language):
    tree = tree_of(sample(name), language, staff=staff)
    jsonschema.validate(tree, SCHEMA)
    assert not any(acts(each) for text in strings(tree) for each in text.replace("\n", ""))


def test_the_schema_refuses_a_score_beside_a_test_without_one():
    tree = {"score": 1, "output_format": "text", "test_output_format": "text"}
    tree |= {"test_name_format": "text", "tests": [{"max_score": 1}]}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(tree, SCHEMA)


def test_the_whole_of_it(sample):
    tree = tree_of(sample("mistakes"))
    tests = tree.pop("tests")
    assert tree == {
        "score": 1.0,
        "execution_time": 2,
        "output": "You ran the cells out of order (cell 5 before cell 4). Here they run top to"
        " bottom.\n\nIsolation: partly sealed. The program could not write outside its own folder,"
        " but it could use the network.",
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "extra_data": {
            "set": "pytorch-basics",
            "set_digest": "a" * 64,
            "seed": "20240917",
            "isolation": "partly sealed",
            "grader": "0.1.0",
        },
    }
    assert [each["number"] for each in tests] == ["1.1", "1.2", "2.1", "2.2", "2.3"]
    assert [each["status"] for each in tests] == ["failed"] * 4 + ["passed"]
    assert tests[3] == {
        "score": 0,
        "max_score": 1,
        "status": "failed",
        "name": "NumPy arrays and tensors share memory: the way back shares memory too",
        "name_format": "text",
        "number": "2.2",
        "output": "skipped\nThis can't be checked until “changing the array changes the tensor”"
        " passes.",
        "output_format": "text",
        "tags": ["numpy-interop"],
        "visibility": "visible",
    }
    assert tests[4]["output"] == "passed"


def test_an_item_that_broke_has_no_score_and_neither_has_the_whole(sample):
    tree = tree_of(sample("incomplete"))
    broken, unavailable, passed = tree["tests"]
    assert "score" not in tree
    assert "score" not in broken
    assert "status" not in broken
    assert (unavailable["score"], "status" in unavailable) == (0, False)
    assert (passed["score"], passed["status"]) == (1, "passed")
    assert tree["output"].startswith(
        "THIS SCORE IS NOT FINAL. 1 item could not be graded because of a mistake of ours, not of"
        " yours. Please show this to the course staff."
    )
    assert broken["output"] == "grader error\nThe grader failed here; it is not your mistake."


def test_notes_for_staff_are_told_to_staff_only(sample):
    told = tree_of(sample("mistakes"), staff=True)["tests"][2]["output"]
    assert told.endswith("\nStaff note: max |difference| 41.0 at (0,)")
    assert "Staff note" not in render(sample("mistakes"), catalogue("en"))


@pytest.mark.parametrize("staff", [True, False])
def test_a_hidden_item_is_hidden_by_gradescope_and_tells_only_staff(sample, staff):
    report = sample("mistakes")
    hidden = report.items[2].model_copy(update={"hidden": True})
    report = report.model_copy(update={"items": (hidden,)})
    (test,) = tree_of(report, staff=staff)["tests"]
    assert test["visibility"] == "hidden"
    assert ("changing the array" in test["name"], "torch_tensor" in test["output"]) == (
        staff,
        staff,
    )
    if not staff:
        assert test["name"] == "NumPy arrays and tensors share memory: A hidden item"
        assert test["output"] == "failed"


@pytest.mark.parametrize(
    ("opens", "visibility"), [("after_due_date", "after_due_date"), ("always", "visible")]
)
def test_hidden_items_are_opened_by_the_rules_of_the_course(sample, opens, visibility):
    report = sample("mistakes")
    hidden = report.items[2].model_copy(update={"hidden": True})
    plain = report.model_copy(update={"items": report.items[2:3]})
    report = report.model_copy(update={"items": (hidden,)})
    [test] = json.loads(render(report, catalogue("en"), hidden_items=opens))["tests"]
    [told] = json.loads(render(plain, catalogue("en")))["tests"]
    assert test == told | {"visibility": visibility}
    assert "changing the array" in test["name"]


def test_in_korean(sample):
    tree = tree_of(sample("mistakes"), "ko")
    assert tree["tests"][0]["name"] == "Tensor 생성: random_tensor의 모양이 (3, 3)이다"


def test_more_notes_than_are_read_are_counted(sample):
    note = say("a note")
    report = sample("perfect").model_copy(update={"notes": (note,) * 8})
    assert "a note\n\n… and 3 more notes.\n\nIsolation" in tree_of(report)["output"]


def test_what_cannot_be_read_gets_no_points_and_the_reason():
    tree = json.loads(refusal(say("It is <b>empty</b>."), catalogue("en")))
    jsonschema.validate(tree, SCHEMA)
    assert (tree["score"], tree["output"], tree["tests"]) == (0, "It is <b>empty</b>.", [])
