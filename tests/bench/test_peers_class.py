"""The class that we and the peers grade: our own set must say what the list of answers says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.peers.answers import CLASS, EXERCISES, MISTAKES, RIGHT, passed_by
from bench.peers.notebooks import assigned, name_of, submitted, write_class
from grader.grading import Grader
from grader.runner import Runner
from grader.sources import read_submission
from grader.specs import load_set


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("class") / "submissions"
    write_class(made, range(len(CLASS)))
    return made


def test_every_notebook_gets_the_verdicts_of_the_list(runner: Runner, folder: Path) -> None:
    grader = Grader(load_set("problems/pytorch-basics"), runner)
    for student in range(len(CLASS)):
        report = grader.grade(read_submission(str(folder / f"{name_of(student)}.ipynb")))
        assert report.complete
        passed = {
            exercise: all(i.status == "passed" for i in report.items if i.problem == exercise)
            for exercise in EXERCISES
        }
        assert passed == passed_by(student), f"{CLASS[student]}"


def test_every_mistake_is_made_by_somebody_and_every_exercise_is_solved_by_most() -> None:
    assert {mistake for made in CLASS for mistake in made} == set(MISTAKES)
    for exercise in EXERCISES:
        solved = [passed_by(student)[exercise] for student in range(len(CLASS))]
        assert len(CLASS) / 2 < sum(solved) < len(CLASS)


def test_no_two_notebooks_are_the_same_though_their_answers_are() -> None:
    one, other = (json.loads(submitted(number))["cells"] for number in (0, len(CLASS)))
    differ = [mine != theirs for mine, theirs in zip(one, other, strict=True)]
    assert differ == [cell["id"] == "title" or cell["id"].endswith("-answer") for cell in one]
    assert [_answer(cell) for cell in one[1:]] == [_answer(cell) for cell in other[1:]]


def _answer(cell: dict[str, str]) -> str:
    """The cell's text without the line that has the student's name."""
    return cell["source"].partition("\n")[2] if "-answer" in cell["id"] else cell["source"]


def test_students_are_told_no_test_and_no_solution() -> None:
    assert "assert" in assigned(RIGHT)
    assert "assert" not in submitted(0)
    assert "BEGIN" not in submitted(0)
