"""Notebooks of the class: one file that all three graders take as it is.

Its cells carry nbgrader's metadata, which the others ignore; its test cells are empty, because
nbgrader puts the instructor's in when it grades.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bench.peers.answers import EXERCISES, answers_of
from bench.peers.assertions import ASSERTIONS

IMPORTS = "import numpy as np\nimport torch"
NO_TESTS = "# the tests are hidden"
HIDDEN = "### BEGIN HIDDEN TESTS\n{}\n### END HIDDEN TESTS"
SOLUTION = "### BEGIN SOLUTION\n{}\n### END SOLUTION"


def name_of(student: int) -> str:
    """How that student is called, in all that is written; such names sort by number."""
    return f"student{student:05}"


def submitted(student: int) -> str:
    """What that student hands in. No two have a cell with an answer in common, byte for byte."""
    name = name_of(student)
    answers = {which: f"# {name}\n{answer}" for which, answer in answers_of(student).items()}
    return _notebook(f"# Exercises of {name}", answers, {})


def assigned(answers: Mapping[str, str]) -> str:
    """The instructor's notebook for nbgrader: solutions and hidden tests, marked as such."""
    solutions = {exercise: SOLUTION.format(answer) for exercise, answer in answers.items()}
    return _notebook("# Exercises", solutions, ASSERTIONS)


def write_class(folder: Path, students: range) -> None:
    """A folder of files, one for each student."""
    folder.mkdir(parents=True)
    for student in students:
        (folder / f"{name_of(student)}.ipynb").write_text(submitted(student), encoding="utf-8")


def _notebook(title: str, answers: Mapping[str, str], tests: Mapping[str, str]) -> str:
    cells = [_markdown("title", title), _code("imports", IMPORTS, {})]
    for exercise in EXERCISES:
        test = HIDDEN.format(tests[exercise]) if tests else ""
        cells += [
            _markdown(f"{exercise}-task", f"## {exercise}"),
            _code(f"{exercise}-answer", answers[exercise], {"solution": True}),
            _code(exercise, f"{NO_TESTS}\n{test}".strip(), {"grade": True, "points": 1}),
        ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = {
        "cells": cells,
        "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(notebook, indent=1)


def _markdown(identifier: str, text: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "id": identifier, "metadata": {}, "source": text}


def _code(identifier: str, text: str, role: Mapping[str, bool | int]) -> dict[str, Any]:
    """A code cell; `role` says what it is to nbgrader, if anything."""
    duties = {"grade": False, "locked": "grade" in role, "solution": False, "task": False, **role}
    marks = {"grade_id": identifier, "schema_version": 3, **duties}
    return {
        "cell_type": "code",
        "id": identifier,
        "metadata": {"nbgrader": marks} if role else {},
        "source": text,
        "outputs": [],
        "execution_count": None,
    }
