"""The pytest plugin, in runs of pytest of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SPEC = """\
slug: demo
title: A demo
problems:
- slug: one
  title: One
  task: Make x.
  items:
  - {slug: x, title: x is three, check: value, probe: {of: x}, hint: Three., catches: [wrong/x.py]}
  - {slug: y, title: y, check: value, after: [x], probe: {of: y}, catches: [wrong/y.py]}
  - {slug: z, title: z, check: value, hidden: true, probe: {of: z}, catches: [wrong/z.py]}
"""
FILES = {
    "set.yaml": SPEC,
    "reference.py": "x = 3\ny = 6\nz = 0\n",
    "starter.py": "x = None\n",
    "wrong/x.py": "x = 4\ny = 6\nz = 0\n",
    "wrong/y.py": "x = 3\ny = 5\nz = 0\n",
    "wrong/z.py": "x = 3\ny = 6\nz = 1\n",
}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with one problem set and an ordinary test."""
    for name, text in FILES.items():
        path = tmp_path / "problems" / "demo" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    (tmp_path / "test_ordinary.py").write_text("def test_ordinary(): pass\n")
    return tmp_path


def run(place: Path, *arguments: str) -> tuple[int, str]:
    ran = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-p", "grader.pytest_plugin"),
            *("-p", "no:cacheprovider", "-rA", "--color=no", *arguments),
        ],
        cwd=place,
        env={**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "GRADE_LANG": "en"},
        capture_output=True,
        text=True,
        check=False,
    )
    return ran.returncode, ran.stdout + ran.stderr


def test_one_test_for_each_claim(place: Path) -> None:
    status, out = run(place, "problems")
    assert status == 0, out
    for claim in (
        "reference.py passes one/x",
        "the starter passes nothing",
        "wrong/x.py fails exactly one/x",
        "every item fails a wrong answer",
        "mutants are caught",
    ):
        assert f"PASSED problems/demo/set.yaml::{claim}\n" in out


def test_a_claim_that_does_not_hold(place: Path) -> None:
    (place / "problems/demo/wrong/y.py").write_text("x = 3\ny = 6\nz = 0\n")
    status, out = run(place, "problems", "-k", "wrong/y.py or nothing")
    assert status == 1
    assert "wrong/y.py must fail one/y, but there it is passed." in out
    assert "Traceback" not in out
    assert "1 failed, 1 passed" in out


def test_a_set_with_mistakes(place: Path) -> None:
    (place / "problems/demo/set.yaml").write_text(SPEC.replace("check: value", "check: valu"))
    status, out = run(place, "problems")
    assert status == 2
    assert "did you mean `value`?" in out


def test_a_submission(place: Path) -> None:
    (place / "homework.py").write_text("x = 3\ny = 7\nz = 9\nopen('ran', 'w')\n")
    status, out = run(place, "--submission", "homework.py", "--set", "problems/demo")
    assert status == 1
    assert "PASSED homework.py::one/x\n" in out
    assert "y: failed\nIt is 7" in out
    assert "grade check homework.py --seed " in out
    assert "A hidden check did not pass." in out
    assert "2 failed, 1 passed" in out
    assert not (place / "ran").exists()


def test_an_item_that_waits_is_skipped(place: Path) -> None:
    (place / "homework.py").write_text("x = 4\nz = 0\n")
    status, out = run(place, "--submission", "homework.py", "--set", "problems/demo")
    assert status == 1
    assert "Hint: Three." in out
    assert "Can't be checked until “x is three” passes." in out
    assert "1 failed, 1 passed, 1 skipped" in out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param(("no.py",), "no.py: there is no such file", id="no-file"),
        pytest.param(("test_ordinary.py", "--set", "demmo"), "did you mean “demo”?", id="no-set"),
    ],
)
def test_a_submission_that_cannot_be_graded(place: Path, arguments, told: str) -> None:
    status, out = run(place, "--submission", *arguments)
    assert status == 4
    assert told in out


def test_ordinary_tests_load_nothing_of_it(place: Path) -> None:
    (place / "test_ordinary.py").write_text(
        "import sys\n\ndef test_ordinary():\n"
        "    ours = {name for name in sys.modules if name.startswith('grader')}\n"
        "    assert ours == {'grader', 'grader.pytest_plugin'}\n"
        "    assert not {'numpy', 'pydantic', 'torch', 'yaml'} & set(sys.modules)\n"
    )
    status, out = run(place, "test_ordinary.py")
    assert status == 0, out
