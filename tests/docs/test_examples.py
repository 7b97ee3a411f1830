"""Every example of the documentation is graded: right answers pass, wrong ones are told why."""

from pathlib import Path

import pytest

from grader.grading import grade
from grader.sources import read_submission
from grader.specs import load_set

EXAMPLES = Path(__file__).resolve().parents[2] / "docs" / "examples"
FOLDERS = sorted(path.parent for path in EXAMPLES.glob("*/*/set.yaml"))
TOLD = "# Told: "


def answers(kind):
    found = (path for folder in FOLDERS for path in sorted(folder.glob(f"{kind}*.*")))
    return [
        pytest.param(path, id=str(path.relative_to(EXAMPLES)))
        for path in found
        if path.suffix in (".py", ".ipynb")
    ]


def graded(path, runner):
    return grade(read_submission(path), load_set(path.parent), runner, seed=7)


def told(path):
    lines = path.read_text("utf-8").splitlines() if path.suffix == ".py" else []
    return [line.removeprefix(TOLD) for line in lines if line.startswith(TOLD)]


@pytest.mark.parametrize("path", answers("right"))
def test_right_answers_pass(path, runner):
    report = graded(path, runner)
    assert {each.item: (each.status, str(each.message)) for each in report.items} == {
        each.item: ("passed", "None") for each in report.items
    }


@pytest.mark.parametrize("path", answers("wrong"))
def test_wrong_answers_are_told_why(path, runner):
    report = graded(path, runner)
    assert report.complete
    failing = [each for each in report.items if each.status not in ("passed", "skipped")]
    assert failing
    messages = [str(each.message) for each in failing]
    assert all(each in messages for each in told(path)), messages


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: str(path.relative_to(EXAMPLES)))
def test_every_example_is_whole(folder):
    assert list(folder.glob("right*.*"))
    assert list(folder.glob("wrong*.*"))
