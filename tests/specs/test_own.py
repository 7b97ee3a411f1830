"""A set's own checks: what they may be, and how their mistakes are told."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from grader.errors import SpecError
from grader.specs import checks_in, load_set, schema

SPEC = """\
slug: demo
title: A demo
problems:
- slug: one
  title: One
  task: Make x.
  items:
  - {slug: even, title: Even, check: even, probe: {of: x}, rules: {by: 2}}
"""
CHECKS = """\
from __future__ import annotations

from grader.checkers import Checker
from grader.checkers.stock import Looked, One, look_at
from grader.model.base import Model
from grader.model.verdict import passed


class Rules(Model):
    by: int = 2


def judge(seen: Looked, reference: Looked, rules: Rules):
    return passed()


checkers = {"even": Checker(One, Looked, Rules, look_at, judge)}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "set.yaml").write_text(SPEC, "utf-8")
    (tmp_path / "reference.py").write_text("x = 4\n", "utf-8")
    (tmp_path / "checks.py").write_text(CHECKS, "utf-8")
    return tmp_path


def told_of(folder: Path) -> list[str]:
    with pytest.raises(SpecError) as caught:
        load_set(folder)
    return [str(each).removeprefix(f"{folder}/") for each in caught.value.mistakes]


def test_its_records_are_the_items_and_no_module_is_left(folder: Path) -> None:
    before = set(sys.modules)
    (item,) = load_set(folder).problems[0].items
    assert item.rules.model_dump() == {"by": 2}
    assert not {name for name in set(sys.modules) - before if name.startswith("grader_checks")}


def test_it_decides_the_digest(folder: Path) -> None:
    before = load_set(folder).digest
    (folder / "checks.py").write_text(CHECKS + "\n", "utf-8")
    assert load_set(folder).digest != before


def test_mistakes_in_what_an_item_gives_it(folder: Path) -> None:
    (folder / "set.yaml").write_text(SPEC.replace("by: 2", "buy: 2"), "utf-8")
    (told,) = told_of(folder)
    assert told.endswith("Unknown key `buy`; did you mean `by`? Known: by.")


def test_a_check_that_it_does_not_export(folder: Path) -> None:
    (folder / "set.yaml").write_text(SPEC.replace("check: even", "check: evn"), "utf-8")
    (told,) = told_of(folder)
    assert "Unknown check `evn`; did you mean `even`?" in told


@pytest.mark.parametrize(
    ("checks", "told"),
    [
        pytest.param(
            "x = 1\nx.y\n",
            "checks.py:2:1: Running it raised AttributeError: 'int' object has no attribute 'y'",
            id="raises",
        ),
        pytest.param(
            "x = (\n", "checks.py:1:5: Python cannot read this: '(' was never closed.", id="syntax"
        ),
        pytest.param(
            "import numpy\ntry:\n    import torch\nexcept ImportError:\n    pass\n",
            "checks.py:3:1: torch is imported at the top, but the judge runs without it. Import it "
            "inside the function that observes, which runs beside the student's program.",
            id="torch",
        ),
        pytest.param(
            "from torch.nn import Linear\n",
            "checks.py:1:1: torch is imported at the top, but the judge runs without it. Import it "
            "inside the function that observes, which runs beside the student's program.",
            id="from-torch",
        ),
        pytest.param(
            "checker = {}\n",
            "checks.py:1:1: It must define checkers: a dict of checks by their names.",
            id="nothing-exported",
        ),
        pytest.param(
            "checkers = {'even': 1}\n", "checks.py:1:1: `even` is not a Checker.", id="no-checker"
        ),
        pytest.param(
            CHECKS.replace('"even"', '"Even!"'),
            "checks.py:1:1: “Even!” cannot be a check's name: use a–z, 0–9 and _.",
            id="name",
        ),
        pytest.param(
            CHECKS.replace('"even"', '"value"'),
            "checks.py:1:1: `value` is one of the grader's own checks; choose another name.",
            id="taken",
        ),
    ],
)
def test_mistakes_in_the_file_itself(folder: Path, checks: str, told: str) -> None:
    (folder / "checks.py").write_text(checks, "utf-8")
    assert told_of(folder) == [told]


def test_torch_within_a_function_or_for_the_type_checker(folder: Path) -> None:
    more = (
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import torch\n"
        "def f():\n    import torch\n"
    )
    (folder / "checks.py").write_text(CHECKS + more, "utf-8")
    load_set(folder)


def test_an_editor_knows_them_too(folder: Path) -> None:
    validator = Draft202012Validator(schema(checks_in(str(folder))))
    assert list(validator.iter_errors(yaml.safe_load(SPEC))) == []
    assert not validator.is_valid(yaml.safe_load(SPEC.replace("{by: 2}", "{by: x}")))
    assert not validator.is_valid(yaml.safe_load(SPEC.replace("check: even", "check: evn")))
    assert not Draft202012Validator(schema()).is_valid(yaml.safe_load(SPEC))


def test_a_folder_without_them_has_none(folder: Path) -> None:
    (folder / "checks.py").unlink()
    assert checks_in(str(folder)) == {}


def test_their_mistakes_are_told_for_the_schema_too(folder: Path) -> None:
    (folder / "checks.py").write_text("x = 1\n", "utf-8")
    with pytest.raises(SpecError) as caught:
        checks_in(str(folder))
    assert "It must define checkers" in str(caught.value.mistakes[0])
