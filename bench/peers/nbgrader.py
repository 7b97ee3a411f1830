"""nbgrader: `nbgrader autograde` for the class in one process, and in two for half a class each.

It has no parallel mode: two processes need two courses, whose gradebooks somebody has to merge.
"""

from __future__ import annotations

import sqlite3
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bench.peers.answers import RIGHT
from bench.peers.environments import Environment, environment
from bench.peers.measure import Verdicts, Way
from bench.peers.notebooks import assigned, name_of, submitted

TOOL = "nbgrader"
BY_HALVES = "nbgrader, in two courses"
REQUIREMENTS = ("nbgrader", "ipykernel", "numpy", "torch")
ASSIGNMENT = "exercises"

GRADES = """\
select submitted_assignment.student_id, base_cell.name, grade.auto_score
from grade
join base_cell on base_cell.id = grade.cell_id
join submitted_notebook on submitted_notebook.id = grade.notebook_id
join submitted_assignment on submitted_assignment.id = submitted_notebook.assignment_id"""


def installed() -> Environment:
    """Where it is."""
    return environment(TOOL, REQUIREMENTS)


def ways(there: Environment, folder: Path, students: range) -> Iterator[Way]:
    """Both ways, each with gradebooks of its own."""
    whole = _course(there, folder / "whole", students)
    halves = [
        _course(there, folder / name, half)
        for name, half in (("even", students[::2]), ("odd", students[1::2]))
    ]
    yield _way(there, "nbgrader autograde, one process", [whole], len(students))
    split = _way(there, "nbgrader autograde, half in each of two", halves, len(students))
    yield replace(split, tool=BY_HALVES)


def start_up(there: Environment, folder: Path) -> Way:
    """The command where the whole class is graded already."""
    return _way(there, "nbgrader autograde, nothing left to grade", [folder / "whole"], 1)


def _way(there: Environment, name: str, courses: list[Path], submissions: int) -> Way:
    autograde = (there.command("nbgrader"), "autograde", ASSIGNMENT, "--course-dir")
    return Way(
        tool=TOOL,
        name=name,
        submissions=submissions,
        commands=tuple((*autograde, str(course)) for course in courses),
        at_a_time=len(courses),
        folder=courses[0],
        variables=there.variables,
        verdicts=lambda: {
            student: solved
            for course in courses
            for student, solved in _verdicts(course / "gradebook.db").items()
        },
    )


def _course(there: Environment, folder: Path, students: range) -> Path:
    """A course with the assignment released and handed in."""
    _write(folder / "source" / ASSIGNMENT, assigned(RIGHT))
    for student in students:
        _write(folder / "submitted" / name_of(student) / ASSIGNMENT, submitted(student))
    command = [there.command("nbgrader"), "generate_assignment", ASSIGNMENT]
    subprocess.run(command, check=True, cwd=folder, env=there.variables, capture_output=True)
    return folder


def _write(folder: Path, notebook: str) -> None:
    folder.mkdir(parents=True)
    (folder / f"{ASSIGNMENT}.ipynb").write_text(notebook, encoding="utf-8")


def _verdicts(gradebook: Path) -> Verdicts:
    verdicts: dict[str, dict[str, bool]] = {}
    database = sqlite3.connect(gradebook)
    for student, exercise, score in database.execute(GRADES):
        verdicts.setdefault(student, {})[exercise] = score == 1
    database.close()
    return verdicts
