"""otter-grader: `otter run` for each notebook, one after the other and two at a time.

And a loop of our own around its Python interface, which saves its start-up; no command does that.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bench.peers.answers import EXERCISES
from bench.peers.assertions import ASSERTIONS, NAMES
from bench.peers.environments import Environment, environment
from bench.peers.measure import Verdicts, Way
from bench.peers.notebooks import name_of, write_class

TOOL = "otter-grader"
BY_HAND = "otter-grader, by hand"
REQUIREMENTS = ("otter-grader", "ipykernel", "numpy", "torch")

TEST = """\
from otter.test_files import test_case
import numpy as np
import torch

OK_FORMAT = False

name = {name!r}
points = 1

@test_case(points=1, hidden=True)
def test_exercise({names}):
    {body}
"""

LOOP = """\
import json, sys
from pathlib import Path
from otter.api import grade_submission
for notebook in sys.argv[2:]:
    graded = grade_submission(notebook, "autograder.zip", quiet=True)
    tests = [dict(name=each, score=graded.get_score(each), max_score=1) for each in graded.results]
    results = Path(sys.argv[1], Path(notebook).stem, "results.json")
    results.write_text(json.dumps(dict(tests=tests)))
"""


def installed() -> Environment:
    """Where it is."""
    return environment(TOOL, REQUIREMENTS)


def ways(there: Environment, folder: Path, students: range) -> Iterator[Way]:
    """The ways, each with results of its own."""
    write_class(folder / "class", students)
    _generate(there, folder)
    one, two, loop = (_results(folder / name, students) for name in ("one", "two", "loop"))
    serial = Way(
        tool=TOOL,
        name="otter run, one at a time",
        submissions=len(students),
        commands=tuple(_command(there, one, student) for student in students),
        at_a_time=1,
        folder=folder,
        variables=there.variables,
        verdicts=lambda: _verdicts(one),
    )
    yield serial
    yield replace(
        serial,
        name="otter run, two at a time",
        commands=tuple(_command(there, two, student) for student in students),
        at_a_time=2,
        verdicts=lambda: _verdicts(two),
    )
    yield replace(
        serial,
        tool=BY_HAND,
        name="otter's Python interface, half in each of two",
        commands=tuple(_loop(there, loop, half) for half in (students[::2], students[1::2])),
        at_a_time=2,
        verdicts=lambda: _verdicts(loop),
    )


def _results(folder: Path, students: range) -> Path:
    for student in students:
        (folder / name_of(student)).mkdir(parents=True)
    return folder


def _generate(there: Environment, folder: Path) -> None:
    tests = folder / "tests"
    tests.mkdir()
    for exercise in EXERCISES:
        body = ASSERTIONS[exercise].replace("\n", "\n    ")
        text = TEST.format(name=exercise, names=", ".join(NAMES[exercise]), body=body)
        (tests / f"{exercise}.py").write_text(text, encoding="utf-8")
    command = [there.command("otter"), "generate", "-t", "tests", "-o", "autograder.zip"]
    command += ["--no-config", "--no-requirements", "--no-environment"]
    subprocess.run(command, check=True, cwd=folder, env=there.variables, capture_output=True)


def _command(there: Environment, results: Path, student: int) -> tuple[str, ...]:
    notebook = f"class/{name_of(student)}.ipynb"
    output = str(results / name_of(student))
    return (there.command("otter"), "run", notebook, "-a", "autograder.zip", "-o", output)


def _loop(there: Environment, results: Path, students: range) -> tuple[str, ...]:
    notebooks = [f"class/{name_of(student)}.ipynb" for student in students]
    return (there.command("python"), "-c", LOOP, str(results), *notebooks)


def _verdicts(results: Path) -> Verdicts:
    return {each.parent.name: _solved(each) for each in results.glob("*/results.json")}


def _solved(results: Path) -> dict[str, bool]:
    tests = json.loads(results.read_text(encoding="utf-8"))["tests"]
    return {each["name"]: each["score"] == each["max_score"] for each in tests if "score" in each}
