"""What an item may ask for beyond its check: hidden, time, follow-through, sections, methods."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.grading import grade
from grader.locale import catalogue
from grader.model.report import Report
from grader.reports import json as as_json
from grader.reports import terminal
from grader.runner import Runner
from grader.sources import read_submission
from grader.specs import load_set

Graded = Callable[..., Report]
HEAD = "slug: small\ntitle: Small\nproblems:\n- slug: one\n  title: One\n  task: Do it.\n  items:\n"


@pytest.fixture
def graded(tmp_path: Path, runner: Runner) -> Graded:
    """A report on a program, or on a notebook's cells, for items written in one line each."""

    def report(items: list[str], reference: str, *program: str) -> Report:
        folder = tmp_path / "small"
        folder.mkdir(exist_ok=True)
        lines = [f"  - {{slug: i{n}, title: Title {n}, {item}}}\n" for n, item in enumerate(items)]
        (folder / "set.yaml").write_text(HEAD + "".join(lines), "utf-8")
        (folder / "reference.py").write_text(reference, "utf-8")
        path = tmp_path / ("work.py" if len(program) == 1 else "work.ipynb")
        path.write_text(program[0] if len(program) == 1 else notebook(program), "utf-8")
        return grade(read_submission(path), load_set(folder), runner, seed=1)

    return report


def notebook(cells: tuple[str, ...]) -> str:
    """Cells that begin with `#: ` are text."""
    made = [
        {"cell_type": "markdown", "source": cell[3:], "metadata": {}}
        if cell.startswith("#: ")
        else {"cell_type": "code", "source": cell, "metadata": {}, "outputs": []}
        for cell in cells
    ]
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": made})


def words(report: Report) -> list[tuple[str, float, str]]:
    return [(each.status, each.score, str(each.message or "")) for each in report.items]


FOLLOWS = "check: value, probe: {of: y}, consistent_with: {expression: x * 2, names: [x]}"


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        pytest.param("x = 3\ny = 6", ("passed", 1, ""), id="right"),
        pytest.param(
            "x = 4\ny = 8",
            (
                "passed",
                1,
                "It follows from your own `x`, which is wrong elsewhere: full points here.",
            ),
            id="one mistake, before",
        ),
        pytest.param("x = 4\ny = 9", ("failed", 0, "It is 9, expected 6."), id="two mistakes"),
        pytest.param("x = 3\ny = 8", ("failed", 0, "It is 8, expected 6."), id="one, here"),
        pytest.param("y = 8", ("failed", 0, "It is 8, expected 6."), id="without its names"),
        pytest.param("x = 'a'\ny = 8", ("failed", 0, "It is 8, expected 6."), id="no number"),
    ],
)
def test_one_mistake_is_not_punished_twice(graded, program, expected):
    assert words(graded([FOLLOWS], "x = 3\ny = 6\n", program)) == [expected]


def test_tensors_follow_too(graded):
    item = "check: value, probe: {of: y}, consistent_with: {expression: a + b, names: [a, b]}"
    reference = "import torch\na = torch.ones(2)\nb = torch.ones(2)\ny = a + b\n"
    report = graded([item], reference, reference.replace("a = torch.ones", "a = torch.zeros"))
    assert words(report) == [
        (
            "passed",
            1,
            "It follows from your own `a`, `b`, not all of which are right: full points here.",
        )
    ]


def test_the_time_of_an_item_is_its_own(graded):
    items = [
        "check: value, probe: {of: {call: f}}, seconds: 0.3",
        "check: value, probe: {of: x}",
    ]
    report = graded(
        items,
        "x = 1\ndef f(): return 1\n",
        "import time\nx = 1\ndef f():\n    time.sleep(2)\n    return 1\n",
    )
    assert words(report) == [
        (
            "error",
            0,
            "While this answer was checked, it did not finish within 0.3 seconds. Is there a loop "
            "that never ends?",
        ),
        ("passed", 1, ""),
    ]


def test_part_of_the_points(graded):
    item = "check: returns, points: 4, probe: {call: f, cases: [[1], [-1]]}, rules: {partial: true}"
    report = graded([item], "def f(x): return abs(x)\n", "def f(x): return x\n")
    assert words(report) == [
        (
            "failed",
            2,
            "1 of 2 inputs that were tried fail. Does it count on one special case? Called with "
            "-1: It is -1, expected 1.",
        )
    ]
    assert report.score == 2


HIDDEN = [
    "check: value, probe: {of: x}, hidden: true, hint: Think",
    "check: value, probe: {of: y}, after: [i0]",
]


def test_of_a_hidden_item_students_see_the_status_only(graded):
    report = graded(HIDDEN, "x = y = 1\n", "x = y = 2\n")
    assert str(report.items[1].message) == "Can't be checked until a hidden item passes."
    english = catalogue("en")
    shown = terminal.render(report, english)
    assert "A hidden item" in shown
    assert "Title 0" not in shown
    assert "expected" not in shown
    first = json.loads(as_json.render(report, english))["items"][0]
    assert first["title"] == "A hidden item"
    assert first["hidden"] is True
    assert (first["status"], first["points"]) == ("failed", 1)
    assert first["message"] is first["hint"] is first["evidence"] is None


def test_staff_see_all_of_it(graded):
    report = graded(HIDDEN, "x = y = 1\n", "x = y = 2\n")
    assert "It is 2, expected 1." in terminal.render(report, catalogue("en"), staff=True)
    (first, _) = json.loads(as_json.render(report, catalogue("en"), staff=True))["items"]
    assert (first["title"], first["message"]) == ("Title 0", "It is 2, expected 1.")


SECTION = ["check: value, probe: {of: {section: Part 1}}"]
REFERENCE = "# section: Part 1\nfive = 5\n"


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        pytest.param(("#: # Part 1", "x = 5\ny = 6"), "the value assigned to `x`", id="assigned"),
        pytest.param(("#: # Part 1", "x = 4\n5"), "a value that was displayed", id="displayed"),
        pytest.param(("#: # Part 1", "print('is', 5)"), "a value that was printed", id="printed"),
        pytest.param(
            ("## part 1\nx = 5\n## Part 2\nx = 6", "1"), "the value assigned to `x`", id="comment"
        ),
    ],
)
def test_anything_in_a_section(graded, cells, found):
    (item,) = graded(SECTION, REFERENCE, *cells).items
    assert (item.status, str(item.evidence.found)) == ("passed", found)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param(
            ("#: # Part 1", "x = 4\ny = 6"),
            ("failed", 0, "It is 6, expected 5."),
            id="the last one is told",
        ),
        pytest.param(
            ("#: # Part 2", "x = 5"),
            (
                "not_attempted",
                0,
                "There is no section “Part 1”. Keep the headings that the exercise came with.",
            ),
            id="no such section",
        ),
        pytest.param(
            ("#: # Part 1", "answer = None"),
            (
                "not_attempted",
                0,
                "There is no answer in the section “Part 1” yet: nothing is assigned, displayed or "
                "printed there.",
            ),
            id="an empty one",
        ),
    ],
)
def test_no_answer_in_a_section(graded, cells, expected):
    assert words(graded(SECTION, REFERENCE, *cells)) == [expected]


def test_the_terminal_tells_what_was_found(graded):
    report = graded(SECTION, REFERENCE, "#: # Part 1", "x = 5\nx")
    shown = terminal.render(report, catalogue("en"))
    assert "Looked at: a value that was displayed (cell 1, line 2)" in shown


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        pytest.param(
            "{call: Net.add, constructor: {args: [3]}, args: [4]}", ("passed", 1, ""), id="method"
        ),
        pytest.param(
            "{call: Net, constructor: {kwargs: {n: 3}}, args: [4]}", ("passed", 1, ""), id="itself"
        ),
        pytest.param(
            "{call: Net.sub, constructor: {args: [3]}, args: [4]}",
            ("not_attempted", 0, "`Net` has no `sub`. Define it under exactly that name."),
            id="no such method",
        ),
        pytest.param(
            "{call: Net.add, constructor: {args: [-1]}, args: [4]}",
            ("error", 0, "work.py, line 4: ValueError: negative"),
            id="the constructor raises",
        ),
    ],
)
def test_methods_of_a_class(graded, target, expected):
    reference = (
        "class Net:\n"
        "    def __init__(self, n): self.n = n\n"
        "    def add(self, x): return self.n + x\n"
        "    def sub(self, x): return 0\n"
        "    __call__ = add\n"
    )
    program = (
        "class Net:\n"
        "    def __init__(self, n):\n"
        "        if n < 0:\n"
        "            raise ValueError('negative')\n"
        "        self.n = n\n"
        "    def add(self, x): return self.n + x\n"
        "    __call__ = add\n"
    )
    assert words(graded([f"check: value, probe: {{of: {target}}}"], reference, program)) == [
        expected
    ]


def test_nothing_displayed(graded):
    report = graded(["check: value, probe: {of: {displayed: last}}"], "5\n", "x = 5\n")
    assert words(report) == [
        (
            "not_attempted",
            0,
            "Nothing is displayed. End the cell with your answer on a line of its own, or use "
            "display(...).",
        )
    ]
