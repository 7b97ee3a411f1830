"""Exercism's `results.json`, held against a schema."""

import json
from pathlib import Path

import jsonschema
import pytest

from grader.locale import catalogue
from grader.reports import renderer
from grader.reports.escape import acts

FOLDER = Path(__file__).with_name("schemas")
SCHEMA = json.loads((FOLDER / "exercism.schema.json").read_text("utf-8"))
NAMES = ("perfect", "mistakes", "incomplete", "hostile")
render = renderer("exercism")


def tree_of(report, language="en", **options):
    written = render(report, catalogue(language), **options)
    assert not any(acts(each) for each in written.replace("\n", ""))
    tree = json.loads(written)
    jsonschema.validate(tree, SCHEMA)
    return tree


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_it_keeps_to_its_schema(sample, name, language, encoding):
    tree_of(sample(name), language, encoding=encoding)


@pytest.mark.parametrize(
    ("name", "status", "statuses"),
    [
        pytest.param("perfect", "pass", ["pass", "pass"], id="all passed"),
        pytest.param("mistakes", "fail", ["error", "fail", "fail", "fail", "pass"], id="mistakes"),
        pytest.param("incomplete", "error", ["error", "pass"], id="our fault"),
    ],
)
def test_statuses(sample, name, status, statuses):
    tree = tree_of(sample(name))
    assert tree["status"] == status
    assert [test["status"] for test in tree["tests"]] == statuses


def test_one_test(sample):
    test = tree_of(sample("mistakes"))["tests"][1]
    assert test == {
        "name": "random_dtype",
        "status": "fail",
        "message": "random_dtype is not there yet.",
        "test_code": "tensor-creation/random-dtype",
        "task_id": 1,
    }
    assert [each["task_id"] for each in tree_of(sample("mistakes"))["tests"]] == [1, 1, 2, 2, 2]


def test_our_fault_is_said_to_be_ours(sample):
    tree = tree_of(sample("incomplete"))
    assert tree["message"].startswith("THIS SCORE IS NOT FINAL. 1 item could not be graded")
    assert tree["tests"][0]["message"] == "The grader failed here; it is not your mistake."


def test_our_fault_in_a_hidden_item_is_said_to_be_ours(sample):
    report = sample("incomplete")
    items = tuple(item.model_copy(update={"hidden": True}) for item in report.items)
    test = tree_of(report.model_copy(update={"items": items}))["tests"][0]
    told = "The grader could not check this. It is not your mistake."
    assert (test["name"], test["message"]) == ("A hidden item (random-shape)", told)


def test_nothing_is_for_staff(sample):
    report = sample("mistakes")
    written = render(report, catalogue("en"), staff=True)
    assert "ctypes" not in written
    assert "41.0" not in written
