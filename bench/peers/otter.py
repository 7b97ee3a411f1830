"""otter-grader: `otter run` for each notebook, one after the other and two at a time."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

from bench.peers.answers import EXERCISES
from bench.peers.assertions import ASSERTIONS, NAMES
from bench.peers.environments import Environment, environment
from bench.peers.measure import Verdicts, Way
from bench.peers.notebooks import name_of, write_class

TOOL = "otter-grader"
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


def installed() -> Environment:
    """Where it is."""
    return environment(TOOL, REQUIREMENTS)


def ways(there: Environment, folder: Path, students: range) -> Iterator[Way]:
    """Both ways, each with results of its own."""
    write_class(folder / "class", students)
    _generate(there, folder)
    for at_a_time, words in ((1, "one at a time"), (2, "two at a time")):
        results = folder / f"results-{at_a_time}"
        for student in students:
            (results / name_of(student)).mkdir(parents=True)
        yield Way(
            tool=TOOL,
            name=f"otter run, {words}",
            submissions=len(students),
            commands=tuple(_command(there, results, student) for student in students),
            at_a_time=at_a_time,
            folder=folder,
            variables=there.variables,
            verdicts=lambda results=results: _verdicts(results),  # type: ignore[misc]
        )


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


def _verdicts(results: Path) -> Verdicts:
    return {each.parent.name: _solved(each) for each in results.glob("*/results.json")}


def _solved(results: Path) -> dict[str, bool]:
    tests = json.loads(results.read_text(encoding="utf-8"))["tests"]
    return {each["name"]: each["score"] == each["max_score"] for each in tests if "score" in each}
