"""Items that compare runs: a second run beside the first is enough to pass, never to fail."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from grader.grading import Grader
from grader.model.problem_set import ProblemSet
from grader.model.report import Report
from grader.model.run import Job, LayerState
from grader.runner import Runner
from grader.runner.child import Child
from grader.sources import read_submission
from grader.specs import load_set

SET = """
slug: lucky
title: Luck
problems:
  - slug: one
    title: One
    task: Do it.
    items:
      - {slug: luck, title: r is random, check: random, probe: {of: r}}
      - {slug: after, title: a is five, check: value, probe: {of: a}, after: [luck]}
      - {slug: call, title: f gives a, check: value, probe: {of: {call: f}}, after: [luck]}
      - {slug: spied, title: manual_seed is called, check: called,
         probe: {function: torch.manual_seed}}
      - {slug: seeded, title: s follows from seed 7, check: seeded, probe: {of: s},
         rules: {seed: 7, first: false}}
      - {slug: section, title: five is somewhere, check: value, probe: {of: {section: Part}}}
"""
REFERENCE = """
import torch
a = 5
def f():
    return a
r = torch.rand(4)
torch.manual_seed(7)
s = torch.rand(4)
## Part
print(5)
"""


@dataclass
class Counting:
    """A runner that knows how many children it has been asked for."""

    runner: Runner
    jobs: list[Job] = field(default_factory=list)

    @property
    def layers(self) -> tuple[LayerState, ...]:
        return self.runner.layers

    @property
    def versions(self) -> Mapping[str, str]:
        return self.runner.versions

    def start(self, job: Job) -> Child:
        self.jobs.append(job)
        return self.runner.start(job)

    def close(self) -> None:
        """The runner is closed by who opened it."""


Graded = Callable[..., tuple[Report, int]]


@pytest.fixture
def problem_set(tmp_path: Path) -> ProblemSet:
    folder = tmp_path / "lucky"
    folder.mkdir()
    (folder / "set.yaml").write_text(SET, "utf-8")
    (folder / "reference.py").write_text(REFERENCE, "utf-8")
    return load_set(folder)


@pytest.fixture
def graded(tmp_path: Path, problem_set: ProblemSet, runner: Runner) -> Graded:
    """The report, and how many processes the submission took besides the reference's."""

    def grade_text(*cells: str) -> tuple[Report, int]:
        path = tmp_path / ("work.py" if len(cells) == 1 else "work.ipynb")
        path.write_text(cells[0] if len(cells) == 1 else notebook(cells), "utf-8")
        counting = Counting(runner)
        report = Grader(problem_set, counting, seed=1).grade(read_submission(path))
        return report, len(counting.jobs) - 1

    return grade_text


def notebook(cells: tuple[str, ...]) -> str:
    made = [
        {"cell_type": "code", "metadata": {}, "execution_count": at, "outputs": [], "source": cell}
        for at, cell in enumerate(cells, 1)
    ]
    return json.dumps({"nbformat": 4, "nbformat_minor": 2, "metadata": {}, "cells": made})


def verdicts(report: Report) -> dict[str, str]:
    return {each.item: each.status for each in report.items}


ALL = dict.fromkeys(("luck", "after", "call", "spied", "seeded", "section"), "passed")


def test_a_right_program_takes_one_process(graded: Graded) -> None:
    report, processes = graded(REFERENCE)
    assert verdicts(report) == ALL
    assert processes == 1
    assert report.flags == ()


def test_a_right_notebook_takes_one_process(graded: Graded) -> None:
    first, *others = REFERENCE.split("\n## Part\n")
    report, processes = graded(first, "## Part\n" + others[0])
    assert verdicts(report) == ALL
    assert processes == 1
    assert report.flags == ()


@pytest.mark.parametrize(
    "before",
    [
        pytest.param("assert torch.get_default_dtype() is torch.float32\n", id="dtype"),
        pytest.param("assert 'left' not in globals() and '_' not in globals()\n", id="names"),
        pytest.param("import sys\nassert 'x' not in sys.argv\nsys.argv += 'x'\n", id="argv"),
        pytest.param("import os\nassert os.getcwd() != '/'\n", id="folder"),
    ],
)
def test_the_second_run_finds_the_process_as_the_first_did(graded: Graded, before: str) -> None:
    after = "left = 1\ntorch.set_default_dtype(torch.float64)\nimport os\nos.chdir('/')\n"
    cells = (f"import torch\n{before}", f"{REFERENCE}\n{after}", "left")
    for made in (("\n".join(cells[:2]),), cells):
        report, processes = graded(*made)
        assert verdicts(report) == ALL
        assert processes == 1


def test_a_program_that_runs_once_in_a_process_is_run_in_another(graded: Graded) -> None:
    report, processes = graded(f"import os\nos.mkdir('made')\n{REFERENCE}")
    assert verdicts(report) == ALL
    assert processes == 3


def test_a_process_that_does_not_survive_the_second_run_costs_nothing(graded: Graded) -> None:
    code = "import os, random\nif hasattr(random, 'been'): os._exit(3)\nrandom.been = 1\n"
    report, processes = graded(code + REFERENCE)
    assert verdicts(report) == ALL
    assert processes == 4  # one after the first was lost, and one for each kind of second run
    assert report.notes == ()


@pytest.mark.parametrize(
    "numbers",
    ["torch.tensor([0.1, 0.7, 0.3, 0.2])", "torch.rand(4, generator=made)[:0].new_tensor([1, 2])"],
)
def test_numbers_that_are_written_down_fail_after_a_run_of_their_own(
    graded: Graded, numbers: str
) -> None:
    code = "made = __import__('torch').Generator()\n" + REFERENCE
    report, _ = graded(code.replace("r = torch.rand(4)", f"r = {numbers}"))
    assert verdicts(report)["luck"] == "failed"
    assert verdicts(report)["after"] == "skipped"
    assert verdicts(report)["seeded"] == "passed"


def test_a_seed_that_the_program_fixes_is_honest_work(graded: Graded) -> None:
    code = REFERENCE.replace("r = torch", "torch.manual_seed(0)\nr = torch")
    report, processes = graded(code)
    assert verdicts(report) == ALL
    assert processes == 1


def test_numbers_from_a_helper_are_drawn_again(
    tmp_path: Path, problem_set: ProblemSet, runner: Runner
) -> None:
    work = tmp_path / "work"
    work.mkdir()
    (work / "helper.py").write_text("import torch\nr = torch.rand(4)\n", "utf-8")
    (work / "main.py").write_text(
        REFERENCE.replace("r = torch.rand(4)", "from helper import r"), "utf-8"
    )
    counting = Counting(runner)
    report = Grader(problem_set, counting, seed=1).grade(read_submission(work / "main.py"))
    assert verdicts(report)["luck"] == "passed"
    assert len(counting.jobs) == 2


def test_a_value_that_is_none_in_the_second_run_is_judged_as_that(graded: Graded) -> None:
    code = REFERENCE.replace(
        "r = torch.rand(4)",
        "r = torch.rand(4)\nif torch.initial_seed() % 2 != PARITY: r = r.tolist()",
    )
    said = set()
    for parity in "01":
        report, _ = graded(code.replace("PARITY", parity))
        said.add(verdicts(report)["luck"])
        assert report.complete
    assert "broken" not in said
