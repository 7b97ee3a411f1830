"""`mutants.yaml`: what it holds, and its mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.errors import SpecError
from grader.specs.equivalents import Equivalent, equivalents_in


def test_without_the_file(tmp_path: Path) -> None:
    assert equivalents_in(str(tmp_path)) == ()


def test_what_it_lists(tmp_path: Path) -> None:
    text = "equivalent:\n- change: 'a = 1 -> a = 2'\n  reason: The task names no number.\n"
    (tmp_path / "mutants.yaml").write_text(text, "utf-8")
    expected = Equivalent(change="a = 1 -> a = 2", reason="The task names no number.")
    assert equivalents_in(str(tmp_path)) == (expected,)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            "equivalent:\n- {change: a}\n",
            ":2:3: equivalent[0].reason: The key `reason` is missing.",
            id="no-reason",
        ),
        pytest.param(
            "equivalent:\n- {change: a, reason: ' '}\n",
            ":2:23: equivalent[0].reason: Expected text that says something, found an empty text.",
            id="empty-reason",
        ),
        pytest.param(
            "equivalents: []\n",
            ":1:1: equivalents: Unknown key `equivalents`; did you mean `equivalent`? "
            "Known: equivalent.",
            id="unknown-key",
        ),
        pytest.param(
            "equivalent:\n- {change: a, reason: b}\n- {change: a, reason: c}\n",
            ":3:3: equivalent[1]: This change is listed already, on line 2.",
            id="twice",
        ),
        pytest.param("", ": The file is empty", id="empty"),
    ],
)
def test_mistakes(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "mutants.yaml").write_text(text, "utf-8")
    with pytest.raises(SpecError) as caught:
        equivalents_in(str(tmp_path))
    assert f"mutants.yaml{told}" in "\n".join(map(str, caught.value.mistakes))
