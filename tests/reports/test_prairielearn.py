"""The results.json of PrairieLearn's external graders, held against its contract."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from grader.locale import catalogue
from grader.model.message import say
from grader.reports import renderer
from grader.reports.escape import acts
from grader.reports.prairielearn import MOST_BYTES, refusal

SCHEMA = json.loads(
    (Path(__file__).parent / "schemas" / "prairielearn.schema.json").read_text("utf-8")
)
render = renderer("prairielearn")
NAMES = ("perfect", "mistakes", "incomplete", "hostile")


def tree_of(report, language="en", **options):
    tree = json.loads(render(report, catalogue(language), **options))
    jsonschema.validate(tree, SCHEMA)
    return tree


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("staff", [True, False])
@pytest.mark.parametrize("language", ["en", "ko"])
def test_it_keeps_to_the_contract_and_nothing_in_it_acts(sample, name, staff, language):
    for test in tree_of(sample(name), language, staff=staff)["tests"]:
        texts = "".join(each for each in test.values() if isinstance(each, str))
        assert not any(acts(each) for each in texts.replace("\n", ""))


@pytest.mark.parametrize("left_off", ["points", "max_points"])
def test_the_schema_refuses_points_left_off_one_test(sample, left_off):
    tree = tree_of(sample("mistakes"))
    del tree["tests"][1][left_off]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(tree, SCHEMA)


def test_the_whole_of_it(sample):
    tree = tree_of(sample("mistakes"))
    tests = tree.pop("tests")
    assert tree == {
        "gradable": True,
        "score": 0.181818,
        "message": "You ran the cells out of order (cell 5 before cell 4). Here they run top to"
        " bottom.\n\nIsolation: partly sealed. The program could not write outside its own folder,"
        " but it could use the network.",
    }
    assert tests[1] == {
        "name": "random_dtype",
        "description": "Tensor creation",
        "points": 0,
        "max_points": 0.5,
        "message": "not attempted",
        "output": "random_dtype is not there yet.",
    }


def test_a_report_that_is_not_complete_costs_neither_points_nor_an_attempt(sample):
    tree = tree_of(sample("incomplete"))
    assert tree["gradable"] is False
    assert tree["format_errors"] == [
        "THIS SCORE IS NOT FINAL. 1 item could not be graded because of a mistake of ours, not of"
        " yours. Please show this to the course staff."
    ]
    assert [each["message"] for each in tree["tests"]] == ["grader error", "unavailable", "passed"]


def test_a_hidden_item_tells_its_status_and_points_only(sample):
    report = sample("mistakes")
    hidden = report.items[2].model_copy(update={"hidden": True})
    report = report.model_copy(update={"items": (hidden,)})
    (test,) = tree_of(report)["tests"]
    assert test["name"] == "A hidden item"
    assert (test["message"], test["output"], test["points"], test["max_points"]) == (
        "failed",
        "",
        0,
        2,
    )
    (told,) = tree_of(report, staff=True)["tests"]
    assert told["name"] == "changing the array changes the tensor"
    assert told["output"].endswith("\nStaff note: max |difference| 41.0 at (0,)")


@pytest.mark.parametrize(
    ("status", "score"), [pytest.param("passed", 1.0), pytest.param("failed", 0.0)]
)
def test_a_set_without_points_is_right_or_wrong(sample, status, score):
    report = sample("perfect")
    item = report.items[0].model_copy(update={"points": 0, "score": 0, "status": status})
    report = report.model_copy(update={"items": (item,), "score": 0.0, "max_score": 0.0})
    assert tree_of(report)["score"] == score


@pytest.mark.parametrize(
    ("items", "kept"), [pytest.param(200, True, id="cut"), pytest.param(4_000, False, id="left")]
)
def test_it_is_never_larger_than_a_megabyte(sample, items, kept):
    report = sample("mistakes")
    long = report.items[0].model_copy(update={"message": say("{x}", x="가" * 1_500)})
    written = render(report.model_copy(update={"items": (long,) * items}), catalogue("en"))
    assert len(written.encode()) <= MOST_BYTES
    tree = json.loads(written)
    assert tree["score"] == 0.181818
    assert ("tests" in tree) is kept
    if kept:
        assert len(tree["tests"]) == items
        assert tree["tests"][0]["output"].endswith("가…")


def test_what_cannot_be_read_is_not_gradable():
    tree = json.loads(refusal(say("It is empty."), catalogue("en")))
    jsonschema.validate(tree, SCHEMA)
    assert tree == {"gradable": False, "format_errors": ["It is empty."], "message": "It is empty."}
