"""Ours: `grade batch` with two processes, every layer of isolation on; and the floor beneath it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench.peers.answers import EXERCISES
from bench.peers.environments import ROOT, Environment, environment
from bench.peers.measure import Way
from bench.peers.notebooks import write_class

TOOL = "grader"
FLOOR = "floor"
REQUIREMENTS = ("-e", str(ROOT))


def installed() -> Environment:
    """Where it is: the very files of this checkout."""
    return environment(TOOL, REQUIREMENTS)


def ways(there: Environment, folder: Path, students: range) -> tuple[Way, Way]:
    """The class in one go, and the floor for the same notebooks."""
    submissions, output = folder / "class", folder / "results"
    write_class(submissions, students)
    graded = Way(
        tool=TOOL,
        name=f"grade batch --jobs 2, {len(students):,} in one go",
        submissions=len(students),
        commands=(command(there, submissions, output),),
        at_a_time=1,
        folder=ROOT,
        variables=there.variables,
        verdicts=lambda: {_student(each): _solved(each) for each in reports(output)},
    )
    floor = (there.command("python"), "-m", "bench.peers.floor", str(submissions))
    name = f"floor: fork and run, two at a time, {len(students):,}"
    return graded, replace(graded, tool=FLOOR, name=name, commands=(floor,))


def command(there: Environment, submissions: Path, output: Path) -> tuple[str, ...]:
    """Grades a folder of files with two processes; reports go to `output`."""
    asked = ("--set", "pytorch-basics", "--jobs", "2", "--output", str(output))
    return (there.command("grade"), "batch", str(submissions), *asked)


def isolation(folder: Path) -> str:
    """What all reports say of how the programs were sealed. SystemExit if they do not agree."""
    levels = {str(each["isolation"]["level"]) for each in reports(folder / "results")}
    if len(levels) != 1:
        raise SystemExit(f"ours: not all were isolated alike: {sorted(levels)}")
    return levels.pop()


def reports(output: Path) -> Iterator[dict[str, Any]]:
    """Every student's report."""
    for path in sorted((output / "reports").rglob("*.json")):
        yield json.loads(path.read_text(encoding="utf-8"))


def _student(report: dict[str, Any]) -> str:
    return Path(report["student"]).stem


def _solved(report: dict[str, Any]) -> dict[str, bool]:
    return {
        exercise: all(i["status"] == "passed" for i in report["items"] if i["problem"] == exercise)
        for exercise in EXERCISES
    }
