"""Grades the class in every way, in one go; prints, holds to the bars, writes results and chart.

`python -m bench.peers`: some minutes for the environments, the first time, and some for grading.
`--steady NUMBER` is the size of the large class that only we and the floor grade. Exit status 1
if a bar is broken, or if verdicts differ.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench.peers import nbgrader, otter, ours
from bench.peers.answers import CLASS, passed_by
from bench.peers.bars import Bar, bars
from bench.peers.chart import chart
from bench.peers.environments import ROOT, WORK, Environment
from bench.peers.machine import machine, use_two_cores
from bench.peers.measure import Taken, Verdicts, Way, take
from bench.peers.notebooks import name_of

RESULTS = Path(__file__).parent / "results.json"
CHART = ROOT / "docs" / "images" / "peers.svg"
CLASSES = WORK / "classes"
LARGE, MIDDLE, SMALL = "large", "middle", "small"
STEADY, USUAL = 3000, 1000


def main() -> int:
    """The exit status."""
    parser = argparse.ArgumentParser(prog="python -m bench.peers")
    parser.add_argument("--steady", type=int, default=STEADY, metavar="NUMBER")
    steady: int = parser.parse_args().steady
    use_two_cores()
    shutil.rmtree(CLASSES, ignore_errors=True)
    places = {tool.TOOL: tool.installed() for tool in (ours, otter, nbgrader)}
    where = {**machine(), **_versions(places)}
    print(", ".join(f"{name} {value}" for name, value in where.items()), "\n")
    taken = [_measured(way) for way in list(_ways(places, steady))]
    start_up = _measured(nbgrader.start_up(places[nbgrader.TOOL], CLASSES / nbgrader.TOOL))
    sealed = {ours.isolation(CLASSES / name) for name in (LARGE, MIDDLE, SMALL)}
    print(f"\nours: {', '.join(sealed)}; every verdict of every way is the expected one\n")
    held = bars(taken, start_up)
    print(*held, sep="\n")
    _write(where, sorted(sealed), [*taken, start_up], held)
    return 0 if sealed == {"sealed"} and all(bar.held for bar in held) else 1


def _ways(places: Mapping[str, Environment], steady: int) -> Iterator[Way]:
    """Everything to be taken, prepared."""
    students = range(len(CLASS))
    yield from ours.ways(places[ours.TOOL], CLASSES / LARGE, range(steady))
    yield from ours.ways(places[ours.TOOL], CLASSES / MIDDLE, range(USUAL))
    yield from otter.ways(places[otter.TOOL], CLASSES / otter.TOOL, students)
    yield from nbgrader.ways(places[nbgrader.TOOL], CLASSES / nbgrader.TOOL, students)
    yield from ours.ways(places[ours.TOOL], CLASSES / SMALL, students)


def _versions(places: Mapping[str, Environment]) -> dict[str, str]:
    versions = places[ours.TOOL].versions("torch", "numpy", "grader")
    for tool in (otter.TOOL, nbgrader.TOOL):
        versions |= places[tool].versions(tool)
    return versions


def _measured(way: Way) -> Taken:
    """Takes it, prints it, and holds its verdicts against the list of answers."""
    taken = take(way)
    each = taken.submissions
    print(
        f"  {way.name:46}{taken.wall:8.2f} s{taken.wall / each * 1e3:9.1f} ms each "
        f"(CPU {taken.cpu / each * 1e3:7.1f} ms) {taken.rate:7.2f}/s{taken.peak >> 20:6} MiB",
        flush=True,
    )
    if way.tool != ours.FLOOR and way.submissions > 1:
        _same(way.name, way.verdicts(), way.submissions)
    return taken


def _same(name: str, verdicts: Verdicts, submissions: int) -> None:
    """SystemExit, with every difference, if a verdict is not the expected one."""
    expected = {name_of(student): passed_by(student) for student in range(submissions)}
    if verdicts != expected:
        students = sorted(set(verdicts) | set(expected))
        differences = [
            f"{student}: expected {expected.get(student)}, {name} says {verdicts.get(student)}"
            for student in students
            if verdicts.get(student) != expected.get(student)
        ]
        raise SystemExit("\n".join(differences))


def _write(
    where: dict[str, Any], sealed: Sequence[str], taken: Sequence[Taken], held: Sequence[Bar]
) -> None:
    results = {
        "machine": where,
        "isolation": sealed,
        "ways": [_record(each) for each in taken],
        "bars": [{**asdict(bar), "held": bar.held} for bar in held if bar.least is not None],
    }
    RESULTS.write_text(json.dumps(results, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    CHART.parent.mkdir(parents=True, exist_ok=True)
    CHART.write_text(chart(taken), encoding="utf-8")


def _record(taken: Taken) -> dict[str, str | int | float]:
    each = taken.submissions
    return {
        "tool": taken.tool,
        "name": taken.name,
        "submissions": each,
        "wall_seconds": round(taken.wall, 3),
        "wall_seconds_each": round(taken.wall / each, 5),
        "cpu_seconds_each": round(taken.cpu / each, 5),
        "submissions_per_second": round(taken.rate, 3),
        "peak_mib": taken.peak >> 20,
    }


if __name__ == "__main__":
    sys.exit(main())
