"""The page on security shows what the tests assert."""

from __future__ import annotations

import re

from grader.child.confine import LAYERS as REAL_LAYERS
from grader.runner.isolation import PROTECTIONS
from tests.hostile.canaries import GUARDED_BY
from tests.hostile.cases import ATTACKS, LAYERS
from tests.hostile.table import PAGE, page


def test_the_page_is_current() -> None:
    text = PAGE.read_text("utf-8")
    assert page(text) == text, "run `python -m tests.hostile.table`"


def test_the_layers_are_those_of_the_child() -> None:
    assert LAYERS == REAL_LAYERS


def test_every_canary_has_its_guard() -> None:
    assert {guard for guard in GUARDED_BY.values() if guard} <= {each.name for each in PROTECTIONS}
    assert {name for attack in ATTACKS for name in attack.bites} <= set(GUARDED_BY)


def test_every_test_and_attack_that_the_page_names_exists() -> None:
    text = PAGE.read_text("utf-8").partition("<!-- attacks")[0]
    files = {attack.file.partition(".")[0] for attack in ATTACKS}
    assert set(re.findall(r"`([A-H]_[a-z_]+)`", text)) <= files
    for path in re.findall(r"`([\w/]+\.py)`", text):
        assert path == "reference.py" or (PAGE.parents[1] / "tests" / path).is_file(), path
