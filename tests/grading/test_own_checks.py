"""A set's own checks at work: both halves, and whose fault it is when one breaks."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.grading import grade
from grader.model.report import ItemResult
from grader.runner import Runner
from grader.sources import read_submission
from grader.specs import load_set

SPEC = """\
slug: demo
title: A demo
problems:
- slug: one
  title: One
  task: Make x.
  items:
  - {slug: even, title: Even, check: even, probe: {of: x}}
"""
CHECKS = """\
from grader.checkers import Checker
from grader.checkers.stock import One
from grader.model.base import Model
from grader.model.message import say
from grader.model.verdict import failed, passed

class Seen(Model):
    rest: int

class Rules(Model):
    pass

def observe(subject, probe):
    import torch
    return Seen(rest=int(subject.find(probe.of) % 2))

def judge(seen, reference, rules):
    return passed() if seen.rest == reference.rest else failed(say("It is odd."))

checkers = {"even": Checker(One, Seen, Rules, observe, judge)}
"""


def graded(folder: Path, runner: Runner, code: str, checks: str = CHECKS) -> ItemResult:
    (folder / "set").mkdir()
    (folder / "set" / "set.yaml").write_text(SPEC, "utf-8")
    (folder / "set" / "reference.py").write_text("x = 4\n", "utf-8")
    (folder / "set" / "checks.py").write_text(checks, "utf-8")
    (folder / "answer.py").write_text(code, "utf-8")
    report = grade(read_submission(folder / "answer.py"), load_set(folder / "set"), runner)
    return report.items[0]


@pytest.mark.parametrize(
    ("code", "status"),
    [
        pytest.param("x = 6", "passed", id="right"),
        pytest.param("x = 5", "failed", id="wrong"),
        pytest.param("y = 5", "not_attempted", id="absent"),
    ],
)
def test_both_halves(tmp_path: Path, runner: Runner, code: str, status: str) -> None:
    assert graded(tmp_path, runner, code).status == status


def test_the_message_is_the_authors(tmp_path: Path, runner: Runner) -> None:
    assert str(graded(tmp_path, runner, "x = 5").message) == "It is odd."


@pytest.mark.parametrize(
    ("before", "after", "line", "why"),
    [
        pytest.param(
            "seen.rest ==",
            "seen.rst ==",
            18,
            "'Seen' object has no attribute 'rst'",
            id="judge",
        ),
        pytest.param(
            "    import torch\n", "    raise KeyError(1)\n", 14, "KeyError: 1", id="observe"
        ),
        pytest.param(
            "checkers =",
            "import sys\nif 'grader.child.rehearsal' in sys.modules:\n"
            "    raise OSError('h')\ncheckers =",
            22,
            "Running it raised OSError: h",
            id="only-in-the-child",
        ),
    ],
)
def test_a_check_that_breaks(
    tmp_path: Path, runner: Runner, before: str, after: str, line: int, why: str
) -> None:
    item = graded(tmp_path, runner, "x = 6", CHECKS.replace(before, after))
    assert item.status == "broken"
    assert item.staff_note is not None
    assert item.staff_note.startswith("one/even: ")
    assert f"checks.py, line {line}: " in item.staff_note
    assert why in item.staff_note


def test_a_check_that_cannot_take_what_the_student_made(tmp_path: Path, runner: Runner) -> None:
    item = graded(tmp_path, runner, "x = 'six'")
    assert item.status == "broken"
    assert "checks.py, line 15: TypeError" in str(item.staff_note)


def test_what_the_students_object_raises_is_not_the_checks_fault(
    tmp_path: Path, runner: Runner
) -> None:
    code = "class X:\n    def __mod__(self, other):\n        raise KeyError(other)\nx = X()\n"
    assert graded(tmp_path, runner, code).status == "error"


def test_the_example_of_the_guide(tmp_path: Path, runner: Runner) -> None:
    guide = (Path(__file__).parents[2] / "docs" / "authors.md").read_text("utf-8")
    example = guide.partition("```python\n")[2].partition("```")[0]
    item = graded(tmp_path, runner, "x = 5", example)
    assert item.status == "failed"
    assert str(item.message) == "It is odd."
