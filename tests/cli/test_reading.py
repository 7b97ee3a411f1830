"""`grade list`, `show`, `hint`, `schema`, `doctor`: they read and print."""

from __future__ import annotations

import json

import pytest

LISTED = """\
tiny: A tiny set
  tiny/one: The number one (2.5 points)
  tiny/two: The number two (1 point)
"""


def test_sets_are_listed_with_their_problems_and_points(grade):
    ran = grade("list")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith(LISTED)


def test_sets_are_listed_in_korean(grade):
    ran = grade("list", environ={"LANG": "ko_KR.UTF-8"})
    assert ran.status == 0
    assert ran.out.startswith("tiny: 작은 세트\n  tiny/one: 숫자 하나 (")


def test_configured_folders_come_first(grade, make_set, desk):
    make_set("course/tiny", **{"A tiny set": "The course's set"})
    (desk / "grade.toml").write_text('problems = "course"\n')
    assert grade("list").out.startswith("tiny: The course's set\n")
    again = grade("list", environ={"GRADE_PROBLEMS": "problems"})
    assert again.out.startswith(LISTED)


def test_a_set_that_cannot_be_read_is_listed_with_why(grade, make_set):
    make_set("problems/broken", **{"slug: tiny": "slug: -"})
    ran = grade("list")
    assert ran.status == 2
    assert LISTED in ran.out
    assert "broken: broken\n" in ran.out
    assert ran.err.startswith("  - ")
    assert "set.yaml" in ran.err


ONE = """\
tiny/one: The number one

Make one.
Call it tiny_one.

Expected result:
The number 1.

What is graded:
  - tiny_one is one (1.5 points)
  - tiny_one is an int (1 point)
For a hint: grade hint tiny/one
"""
TWO = """\
tiny/two: The number two

Call two tiny_two.

What is graded:
  - tiny_two is two (1 point)
"""


def test_a_problem_is_shown_without_rules(grade):
    ran = grade("show", "tiny/one")
    assert (ran.status, ran.out, ran.err) == (0, ONE, "")


def test_a_set_is_shown_problem_by_problem(grade):
    ran = grade("show", "tiny")
    assert (ran.status, ran.out, ran.err) == (0, f"tiny: A tiny set\n\n{ONE}\n{TWO}", "")


def test_a_set_is_shown_with_its_description(grade, make_set):
    make_set("more/told", **{"slug: tiny": "slug: told\ndescription: What it is about."})
    assert grade("show", "more/told").out.startswith("told: A tiny set\nWhat it is about.\n\n")


@pytest.mark.parametrize("address", ["problems/tiny/two", "./problems/tiny/two/", "tiny/two/"])
def test_a_set_may_be_a_path(grade, address):
    assert grade("show", address).out == TWO


@pytest.mark.parametrize(
    ("address", "hint"),
    [
        pytest.param(
            "tiny/one",
            "Write tiny_one = 1\n\nThere are more hints, one for each item:\n"
            "  grade hint tiny/one/is-one: tiny_one is one\n",
            id="problem",
        ),
        pytest.param("tiny/one/is-one", "One is written 1.\n", id="item"),
        pytest.param("tiny/one/is-int", "Write tiny_one = 1\n", id="item without a hint"),
        pytest.param("tiny/two", "There is no hint for this.\n", id="no hint"),
    ],
)
def test_hints(grade, address, hint):
    ran = grade("hint", address)
    assert (ran.status, ran.out, ran.err) == (0, hint, "")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(
            ("show", "tinny"), "There is no problem set “tinny”; did you mean “tiny”?", id="set"
        ),
        pytest.param(("show", "./more/tiny"), "There is no problem set “./more/tiny”.", id="path"),
        pytest.param(
            ("show", "tiny/tow"),
            "There is no “tiny/tow”. Did you mean “tiny/two”?",
            id="problem misspelt",
        ),
        pytest.param(
            ("show", "tiny/xyz"), "There is no “tiny/xyz”. There are: one, two.", id="no problem"
        ),
        pytest.param(
            ("show", "tiny/one/is-one"),
            "“tiny/one/is-one” has too many parts: it should be SET/PROBLEM.",
            id="too long",
        ),
        pytest.param(
            ("hint", "tiny"),
            "Name a problem too, for example tiny/one. There are: one, two.",
            id="no problem named",
        ),
        pytest.param(
            ("hint", "tiny/one/is-on"),
            "There is no “one/is-on”. Did you mean “one/is-one”?",
            id="item misspelt",
        ),
        pytest.param(
            ("hint", "tiny/one/is-one/x"),
            "“tiny/one/is-one/x” has too many parts: it should be SET/PROBLEM/ITEM.",
            id="hint too long",
        ),
    ],
)
def test_addresses_that_lead_nowhere(grade, arguments, message):
    ran = grade(*arguments)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(f"Error: {message}")


def test_the_schema_is_json_schema(grade):
    ran = grade("schema")
    assert (ran.status, ran.err) == (0, "")
    assert json.loads(ran.out)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_the_schema_with_the_checks_of_a_set(grade, desk):
    (desk / "problems" / "tiny" / "checks.py").write_text(
        "from grader.checkers import checker_named\ncheckers = {'even': checker_named('rank')}\n"
    )
    ran = grade("schema", "--checks", "problems/tiny")
    assert (ran.status, ran.err) == (0, "")
    assert "even" in json.loads(ran.out)["$defs"]["ItemForm"]["properties"]["check"]["enum"]
    assert '"even"' not in grade("schema").out


def test_the_line_for_an_editor(grade):
    ran = grade("schema", "--line", "set.schema.json")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == "# yaml-language-server: $schema=set.schema.json\n"


def test_the_doctor_says_which_way_is_used(grade):
    ran = grade("doctor")
    assert ran.status in (0, 1)
    assert ran.err == ""
    assert ran.out.count("(this one is used)") == 1
    assert "\nLayers:\n" in ran.out
