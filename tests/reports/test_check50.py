"""check50's JSON, held against a schema."""

import json
from pathlib import Path

import jsonschema
import pytest

from grader.locale import catalogue
from grader.reports import renderer
from grader.reports.escape import acts

FOLDER = Path(__file__).with_name("schemas")
SCHEMA = json.loads((FOLDER / "check50.schema.json").read_text("utf-8"))
NAMES = ("perfect", "mistakes", "incomplete", "hostile")
render = renderer("check50")


def tree_of(report, language="en", **options):
    written = render(report, catalogue(language), **options)
    assert not any(acts(each) for each in written.replace("\n", ""))
    tree = json.loads(written)
    jsonschema.validate(tree, SCHEMA)
    return tree


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("staff", [True, False], ids=["staff", "student"])
def test_it_keeps_to_its_schema(sample, name, language, staff):
    tree_of(sample(name), language, staff=staff)


@pytest.mark.parametrize(
    ("name", "passed"),
    [
        pytest.param("perfect", [True, True], id="all passed"),
        pytest.param("mistakes", [False, False, False, None, True], id="mistakes"),
        pytest.param("incomplete", [None, None, True], id="our fault and no GPU"),
    ],
)
def test_passed(sample, name, passed):
    assert [each["passed"] for each in tree_of(sample(name))["results"]] == passed


def test_one_result(sample):
    tree = tree_of(sample("mistakes"))
    assert (tree["slug"], tree["version"]) == ("pytorch-basics", "0.1.0")
    assert tree["results"][1] == {
        "name": "tensor-creation/random-dtype",
        "description": "random_dtype",
        "passed": False,
        "log": [],
        "cause": {"rationale": "random_dtype is not there yet.", "help": "torch.rand()"},
        "data": {"score": 0.0, "points": 0.5},
        "dependency": None,
    }


def test_what_is_not_the_students_failure_has_no_hint(sample):
    broken = tree_of(sample("incomplete"))["results"][0]["cause"]
    told = "The grader failed here; it is not your mistake."
    assert broken == {"rationale": told, "help": None}


def test_a_hidden_item_tells_its_status_only(sample):
    report = sample("mistakes")
    items = tuple(item.model_copy(update={"hidden": True}) for item in report.items)
    hidden = report.model_copy(update={"items": items})
    result = tree_of(hidden)["results"][2]
    assert result["description"] == "A hidden item (shares-memory)"
    assert result["cause"] == {"rationale": "failed", "help": None}
    staff = tree_of(hidden, staff=True)["results"][2]
    assert staff["description"] == "changing the array changes the tensor"


def test_staff_notes_are_for_staff(sample):
    note = "max |difference| 41.0 at (0,)"
    assert tree_of(sample("mistakes"), staff=True)["results"][2]["log"] == [note]
    assert note not in render(sample("mistakes"), catalogue("en"))
