"""Slugs, `after` and `catches`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

Told = Callable[[str], list[str]]

SECOND = """\
  - slug: two
    title: Two
    task: Make y.
    items:
"""


def item(slug: str, after: str = "[]", catches: str = "[]") -> str:
    return (
        f"      - {{slug: {slug}, title: A, check: rank, probe: {{of: x}}, after: {after}, "
        f"catches: {catches}}}\n"
    )


@pytest.fixture
def told(mistakes: Told) -> Callable[..., list[str]]:
    def load(first: str, second: str = "") -> list[str]:
        head = "slug: demo\ntitle: A\nproblems:\n  - slug: one\n    title: One\n    task: x\n"
        return mistakes(f"{head}    items:\n{first}" + (f"{SECOND}{second}" if second else ""))

    return load


def test_two_items_of_one_slug(told: Callable[..., list[str]]) -> None:
    assert told(item("a") + item("b") + item("a")) == [
        "set.yaml:10:16: problems[0].items[2].slug: The slug `a` is taken; line 8 has it."
    ]


def test_two_problems_of_one_slug(mistakes: Told) -> None:
    problem = f"  - slug: one\n    title: A\n    task: x\n    items:\n{item('a')}"
    assert mistakes(f"slug: demo\ntitle: A\nproblems:\n{problem}{problem}") == [
        "set.yaml:9:11: problems[1].slug: The slug `one` is taken; line 4 has it."
    ]


def test_items_that_nobody_knows(told: Callable[..., list[str]]) -> None:
    found = told(item("shape", "[shap]") + item("rank", "[ranks]"), item("value", "[one/shpe, zz]"))
    assert found == [
        "set.yaml:8:70: problems[0].items[0].after[0]: Unknown item `shap`; did you mean `shape`? "
        "Known: shape, rank, two/value.",
        "set.yaml:9:69: problems[0].items[1].after[0]: Unknown item `ranks`; did you mean `rank`? "
        "Known: shape, rank, two/value.",
        "set.yaml:14:70: problems[1].items[0].after[0]: Unknown item `one/shpe`; did you mean "
        "`one/shape`? Known: value, one/shape, one/rank.",
        "set.yaml:14:80: problems[1].items[0].after[1]: Unknown item `zz`. "
        "Known: value, one/shape, one/rank.",
    ]


def test_an_item_that_waits_for_itself(told: Callable[..., list[str]]) -> None:
    assert told(item("a", "[a]")) == [
        "set.yaml:8:66: problems[0].items[0].after[0]: These items wait for each other in a "
        "circle: one/a → one/a."
    ]


def test_circles_are_told_each(told: Callable[..., list[str]]) -> None:
    first = item("a") + item("b", "[a, c]") + item("c", "[two/e]") + item("d", "[d]")
    assert told(first, item("e", "[one/b]")) == [
        "set.yaml:9:69: problems[0].items[1].after[1]: These items wait for each other in a "
        "circle: one/b → one/c → two/e → one/b.",
        "set.yaml:11:66: problems[0].items[3].after[0]: These items wait for each other in a "
        "circle: one/d → one/d.",
    ]


def test_wrong_answers_that_are_not_there(told: Callable[..., list[str]], folder: Path) -> None:
    assert told(item("a", catches="[wrong/copied.py]")) == [
        "set.yaml:8:79: problems[0].items[0].catches[0]: There is no file "
        "`wrong/copied.py`: no Python file is in the set's folder `wrong`."
    ]
    (folder / "wrong").mkdir()
    for name in ("copied_not_shared.py", "flat.py", "notes.txt"):
        (folder / "wrong" / name).touch()
    catches = "[wrong/flat.py, wrong/copied_not_sharde.py, ../reference.py]"
    assert told(item("a", catches=catches)) == [
        "set.yaml:8:94: problems[0].items[0].catches[1]: Unknown file "
        "`wrong/copied_not_sharde.py`; did you mean `wrong/copied_not_shared.py`? "
        "Known: wrong/copied_not_shared.py, wrong/flat.py.",
        "set.yaml:8:122: problems[0].items[0].catches[2]: Unknown file `../reference.py`. "
        "Known: wrong/copied_not_shared.py, wrong/flat.py.",
    ]
