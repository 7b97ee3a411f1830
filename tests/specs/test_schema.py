"""The schema says what the models say, as far as it can."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from grader.checkers import all_checkers
from grader.specs import schema, schema_line


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    made = schema()
    Draft202012Validator.check_schema(made)
    return Draft202012Validator(made)


def spec(item: str = "", **top: Any) -> Any:
    items = f"[{{slug: a, title: A, {item or 'check: rank, probe: {of: x}'}}}]"
    problem = f"{{slug: a, title: {{en: A, ko: 가}}, task: x, items: {items}}}"
    return {"slug": "demo", "title": "A", "problems": [yaml.safe_load(problem)], **top}


@pytest.mark.parametrize(
    "item",
    [
        "check: rank, probe: {of: x}",
        "check: rank, probe: {of: {variable: x, when: made}}, rules: {rank: 2}, points: 0.5",
        "check: rank, probe: {of: {call: f, args: [{randn: [2]}, [1, {zeros: []}], x]}}",
        "check: rank, probe: {of: {displayed: last}}, after: [b], catches: [wrong/x.py]",
        "check: rank, probe: {of: x}, hint: {en: Look}",
    ],
)
def test_takes_what_is_right(validator: Draft202012Validator, item: str) -> None:
    assert list(validator.iter_errors(spec(item))) == []


@pytest.mark.parametrize(
    "item",
    [
        pytest.param("check: rnak, probe: {of: x}", id="unknown check"),
        pytest.param("check: rank, probe: {of: x, off: y}", id="unknown key of a probe"),
        pytest.param("check: rank, probe: {of: x}, rules: {rnak: 2}", id="unknown rule"),
        pytest.param("check: rank, probe: {of: x}, rules: {rank: two}", id="rule of another type"),
        pytest.param("check: rank, probe: {}", id="empty probe"),
        pytest.param("check: rank", id="no probe"),
        pytest.param("check: rank, probe: {of: x}, points: -1", id="negative points"),
        pytest.param("check: rank, probe: {of: x}, colour: red", id="unknown key"),
        pytest.param("check: rank, probe: {of: x}, hint: {kr: Look}", id="unknown language"),
        pytest.param("check: rank, probe: {of: x}, hint: ''", id="empty text"),
        pytest.param("check: rank, probe: {of: {call: f, args: [{randm: [2]}]}}", id="recipe"),
    ],
)
def test_refuses_what_is_wrong(validator: Draft202012Validator, item: str) -> None:
    assert not validator.is_valid(spec(item))


def test_refuses_what_is_wrong_at_the_top(validator: Draft202012Validator) -> None:
    assert validator.is_valid(spec(description="x"))
    assert not validator.is_valid(spec(slug="Not_good"))
    assert not validator.is_valid(spec(problems=[]))
    assert not validator.is_valid(spec(titel="x"))


def test_says_what_it_is_for() -> None:
    made = schema()
    assert made["title"] == "A problem set (set.yaml)"
    assert made["description"] == "One assignment: problems with items, each item one check."
    assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert list(made["properties"]) == ["slug", "title", "description", "problems"]


def test_an_item_names_any_check() -> None:
    (item,) = [each for each in schema()["$defs"].values() if each.get("title") == "Item"]
    assert item["properties"]["check"]["enum"] == list(all_checkers())
    assert all(each["description"] for each in item["properties"].values())


def test_the_line_that_makes_an_editor_use_it() -> None:
    assert schema_line("set.schema.json") == "# yaml-language-server: $schema=set.schema.json"
