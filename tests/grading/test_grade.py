"""From a file to a report: every status, every sentence that grading itself says."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.grading import Grader, grade
from grader.locale import catalogue
from grader.model.problem_set import ProblemSet
from grader.model.report import ItemResult, Report
from grader.model.run import Limits
from grader.runner import Runner
from grader.sources import read_submission
from grader.specs import load_set

SHORT = Limits(program_seconds=1.0, question_seconds=0.5, total_seconds=10, memory=1 << 30)

SET = """
slug: small
title: Small
problems:
  - slug: one
    title: One
    task: Do it.
    items:
      - {slug: a, title: a is five, check: value, probe: {of: a}}
      - {slug: rank, title: t has one dimension, check: rank, points: 2, probe: {of: t}, after: [a]}
      - {slug: f, title: f doubles, check: value, probe: {of: {call: f, args: [3]}}}
      - {slug: luck, title: r is random, check: random, probe: {of: r}}
"""
REFERENCE = """
import torch
a = 5
t = torch.tensor([1])
r = torch.rand(4)
def f(x):
    return 2 * x
"""
RIGHT = REFERENCE

GradeText = Callable[..., Report]


@pytest.fixture
def problem_set(tmp_path: Path) -> ProblemSet:
    folder = tmp_path / "small"
    folder.mkdir()
    (folder / "set.yaml").write_text(SET, "utf-8")
    (folder / "reference.py").write_text(REFERENCE, "utf-8")
    return load_set(folder)


@pytest.fixture
def graded(tmp_path: Path, problem_set: ProblemSet, runner: Runner) -> GradeText:
    def grade_text(text: str, *, seed: int = 1) -> Report:
        path = tmp_path / "work.py"
        path.write_text(text, "utf-8")
        return grade(read_submission(path), problem_set, runner, seed=seed, limits=SHORT)

    return grade_text


@pytest.fixture
def graded_cells(tmp_path: Path, problem_set: ProblemSet, runner: Runner) -> GradeText:
    def grade_cells(*cells: str, counts: tuple[int, ...] = ()) -> Report:
        path = tmp_path / "work.ipynb"
        path.write_text(notebook(cells, counts or tuple(range(1, len(cells) + 1))), "utf-8")
        return grade(read_submission(path), problem_set, runner, seed=1, limits=SHORT)

    return grade_cells


def notebook(cells: tuple[str, ...], counts: tuple[int, ...]) -> str:
    return json.dumps(
        {
            "nbformat": 4,
            "nbformat_minor": 5,
            "metadata": {},
            "cells": [
                {
                    "cell_type": "code",
                    "id": str(count),
                    "metadata": {},
                    "execution_count": count,
                    "outputs": [],
                    "source": cell,
                }
                for cell, count in zip(cells, counts, strict=True)
            ],
        }
    )


def item(report: Report, slug: str) -> ItemResult:
    return next(each for each in report.items if each.item == slug)


def said(report: Report, slug: str) -> tuple[str, str]:
    found = item(report, slug)
    return found.status, str(found.message or "")


def statuses(report: Report) -> list[str]:
    return [each.status for each in report.items]


def test_right_work_passes_everything(graded: GradeText) -> None:
    report = graded(RIGHT)
    assert statuses(report) == ["passed"] * 4
    assert (report.score, report.max_score, report.complete) == (5.0, 5.0, True)
    assert report.notes == ()
    assert report.flags == ()


def test_a_wrong_value_fails_and_what_needs_it_is_skipped(graded: GradeText) -> None:
    report = graded(RIGHT.replace("a = 5", "a = 6"))
    assert statuses(report) == ["failed", "skipped", "passed", "passed"]
    assert said(report, "rank")[1] == "Can't be checked until “a is five” passes."
    assert report.score == 2.0


def test_a_missing_name_says_what_is_like_it(graded: GradeText) -> None:
    report = graded(RIGHT.replace("a = 5", "aa = 5").replace("r = torch", "zebra = torch"))
    assert said(report, "a") == (
        "not_attempted",
        "There is no `a`. Did you mean `aa` (int)? Give it exactly that name.",
    )
    assert said(report, "luck") == (
        "not_attempted",
        "There is no `r`. Give your answer exactly that name.",
    )


@pytest.mark.parametrize("stub", ["None", "..."])
def test_a_stub_is_not_attempted(graded: GradeText, stub: str) -> None:
    assert said(graded(RIGHT.replace("a = 5", f"a = {stub}")), "a") == (
        "not_attempted",
        "`a` still has no value. Put your answer in its place.",
    )


@pytest.mark.parametrize("code", ["print(5)", "[].append(5)", "(lambda: None)()"])
def test_a_none_that_was_computed_is_wrong(graded: GradeText, code: str) -> None:
    assert said(graded(RIGHT.replace("a = 5", f"a = {code}")), "a") == (
        "failed",
        "`a` became None at line 3. print(...) and functions without return give None; set `a` to "
        "the value itself.",
    )


def test_a_name_that_is_asked_for_is_no_misspelling_of_another(graded: GradeText) -> None:
    report = graded(RIGHT.replace("r = torch", "aa = 1\nr = torch").replace("a = 5", "pass"))
    assert said(report, "a")[1].startswith("There is no `a`. Did you mean `aa` (int)?")
    assert "Did you mean" not in said(graded(RIGHT.replace("a = 5", "pass")), "a")[1]


def test_a_name_inside_a_function_is_told(graded: GradeText) -> None:
    report = graded(RIGHT.replace("a = 5", "def work():\n    a = 5\nwork()"))
    assert said(report, "a") == (
        "not_attempted",
        "`a` is set only inside the function work (line 4), and is not seen outside of it. "
        "Return it, call the function, and set `a` to the result.",
    )


def test_code_that_did_not_run_is_told(graded: GradeText) -> None:
    report = graded(RIGHT.replace("a = 5", "if False:\n    a = 5"))
    assert said(report, "a") == (
        "not_attempted",
        "`a` is written at line 4, but at the end it is not there. Is that code inside an `if` "
        "that did not run, or was `a` deleted afterwards?",
    )


def test_an_error_part_way_keeps_what_was_made(graded: GradeText) -> None:
    report = graded(RIGHT.replace("t = torch", "t = tensr"))
    assert statuses(report)[0] == "passed"
    assert said(report, "rank") == (
        "error",
        "`t` was never set: work.py, line 4: NameError: name 'tensr' is not defined. "
        "Did you mean: 'iter'?",
    )
    assert [str(note) for note in report.notes] == [
        "An error stopped the program; what it had made until then was graded. "
        "work.py, line 4: NameError: name 'tensr' is not defined. Did you mean: 'iter'?"
    ]


def test_a_function_that_raises_is_an_error_with_its_line(graded: GradeText) -> None:
    report = graded(RIGHT.replace("return 2 * x", "return x / 0"))
    assert said(report, "f") == (
        "error",
        "work.py, line 7: ZeroDivisionError: division by zero",
    )


def test_an_endless_statement_is_told_and_the_rest_graded(graded: GradeText) -> None:
    report = graded(RIGHT.replace("r = torch", "while True: pass\nr = torch"))
    assert statuses(report) == ["passed", "passed", "error", "error"] or statuses(report) == [
        "passed",
        "passed",
        "not_attempted",
        "error",
    ]
    assert said(report, "luck")[1] == (
        "`r` was never set: line 5: it did not finish within 1 seconds. "
        "Is there a loop that never ends?"
    )
    assert str(report.notes[0]) == (
        "Everything from line 5 on was left out: it did not finish within 1 seconds. "
        "Is there a loop that never ends?"
    )


def test_an_endless_cell_is_left_out(graded_cells: GradeText) -> None:
    report = graded_cells("a = 1\nwhile True: pass")
    assert str(report.notes[0]) == (
        "Cell 1 was left out. At line 2 it did not finish within 1 seconds. "
        "Is there a loop that never ends?"
    )


@pytest.mark.parametrize(
    ("code", "error"),
    [
        pytest.param(
            "torch.ones(10**12)",
            "RuntimeError: can't allocate memory: you tried to allocate 4000000000000 bytes",
            id="torch",
        ),
        pytest.param(
            "torch.ones(1).numpy().repeat(10**12)",
            "MemoryError: Unable to allocate 3.64 TiB for an array with shape "
            "(1000000000000,) and data type float32",
            id="NumPy",
        ),
        pytest.param("[0] * 10**12", "MemoryError", id="Python"),
    ],
)
def test_too_much_memory_is_told_as_such(graded: GradeText, code: str, error: str) -> None:
    assert said(graded(RIGHT.replace("a = 5", f"a = {code}")), "a") == (
        "error",
        f"`a` was never set: work.py, line 3: {error}. That is more memory than a program may use "
        "here. Is a size larger than it should be?",
    )


@pytest.mark.parametrize(
    ("code", "english", "korean"),
    [
        pytest.param(
            "input('?')",
            "EOFError: input() cannot be answered while grading; give the variable a value instead",
            "EOFError: 채점 중에는 input()에",
            id="input",
        ),
        pytest.param(
            "exit()",
            "SystemExit: exit() ended the program here",
            "SystemExit: exit()가 여기에서",
            id="exit",
        ),
        pytest.param(
            "{}['{type}']", "KeyError: '{type}'", "KeyError: '{type}'", id="the student's own text"
        ),
    ],
)
def test_what_we_raise_is_told_in_the_readers_language(
    graded: GradeText, code: str, english: str, korean: str
) -> None:
    message = item(graded(RIGHT.replace("a = 5", f"a = {code}")), "a").message
    assert str(message) == f"`a` was never set: work.py, line 3: {english}"
    assert message is not None
    assert korean in catalogue("ko").render(message)


def test_a_function_that_never_returns_costs_its_item(graded: GradeText) -> None:
    report = graded(RIGHT.replace("return 2 * x", "while True: pass"))
    assert statuses(report) == ["passed", "passed", "error", "passed"]
    assert said(report, "f")[1] == (
        "While this answer was checked, it did not finish within 0.5 seconds. "
        "Is there a loop that never ends?"
    )


def test_leaving_without_a_word_costs_its_item(graded: GradeText) -> None:
    report = graded(RIGHT.replace("return 2 * x", "import os; os._exit(0)"))
    assert said(report, "f") == (
        "error",
        "While this answer was checked, it ended the whole program by itself "
        "(os._exit, for example).",
    )


def test_a_crash_is_told_with_its_signal(graded: GradeText) -> None:
    report = graded(RIGHT.replace("return 2 * x", "import os; os.kill(os.getpid(), 11)"))
    assert said(report, "f") == (
        "error",
        "While this answer was checked, it crashed Python itself (signal 11). "
        "Did it ask for more than 1024 MiB?",
    )


def test_nonsense_on_the_wire_is_an_error(graded: GradeText) -> None:
    report = graded(RIGHT.replace("return 2 * x", "import os; os.write(101, b'z' * 99)"))
    assert said(report, "f") == (
        "error",
        "While this answer was checked, what came back could not be read.",
    )


def test_a_syntax_error_is_told_for_every_item(graded: GradeText) -> None:
    report = graded(RIGHT.replace("a = 5", "a = = 5"))
    assert statuses(report) == ["error", "skipped", "error", "error"]
    assert said(report, "a")[1] == "`a` was never set: work.py, line 3: SyntaxError: invalid syntax"
    assert str(report.notes[0]).endswith("SyntaxError: invalid syntax\na = = 5\n    ^")


def test_a_name_that_a_broken_module_does_not_mention_is_an_error_all_the_same(
    graded: GradeText,
) -> None:
    report = graded("x = (1,")
    assert said(report, "a") == (
        "error",
        "`a` was never set: work.py, line 1: SyntaxError: '(' was never closed",
    )


def test_hard_coded_numbers_are_caught_by_a_second_run(graded: GradeText) -> None:
    report = graded(RIGHT.replace("torch.rand(4)", "torch.tensor([0.1, 0.7, 0.3, 0.2])"))
    assert said(report, "luck")[0] == "failed"
    assert graded(RIGHT.replace("r = ", "torch.manual_seed(0)\nr = ")).score == 5.0


def test_an_answer_that_depends_on_chance_is_told(graded: GradeText) -> None:
    code = RIGHT.replace(
        "r = torch.rand(4)",
        "import os, time\nif torch.rand(1).item() < 2 and torch.initial_seed() % 2 == SEED:\n"
        "    r = torch.rand(4)",
    )
    outcomes = {said(graded(code.replace("SEED", "0"), seed=seed), "luck")[1] for seed in range(8)}
    assert (
        "The program was run a second time with other random numbers, and then this answer was "
        "not there. Does your program depend on chance?"
    ) in outcomes


def test_the_same_seed_gives_the_same_report(graded: GradeText) -> None:
    def same(seed: int) -> object:
        report = graded(RIGHT, seed=seed)
        return [(each.status, each.score, each.message) for each in report.items], report.seed

    assert same(5) == same(5)


def test_a_failing_cell_is_named_and_the_others_run(graded_cells: GradeText) -> None:
    report = graded_cells("import torch\na = 5", "t = tensr([1])", "r = torch.rand(4)")
    assert said(report, "a")[0] == "passed"
    assert said(report, "luck")[0] == "passed"
    assert said(report, "rank")[1] == (
        "`t` was never set: cell 2, line 1: NameError: name 'tensr' is not defined. "
        "Did you mean: 'iter'?"
    )
    assert str(report.notes[0]).startswith(
        "An error stopped a cell; the cells after it were run. cell 2, line 1: NameError"
    )
    assert item(report, "a").evidence is not None
    assert str(item(report, "a").evidence) == ("found='a' place=Place(cell=1, file=None, line=2)")


def test_cells_run_out_of_order_are_told(graded_cells: GradeText) -> None:
    report = graded_cells("a = b", "b = 5", counts=(2, 1))
    assert str(report.notes[0]) == (
        "When you saved the notebook, cell 2 had been run before cell 1. Grading runs the cells "
        "from top to bottom: try “Restart and run all” before you submit."
    )


def test_every_failing_cell_is_noted(graded_cells: GradeText) -> None:
    report = graded_cells(*["1 / 0"] * 8)
    assert len(report.notes) == 8


def test_a_broken_reference_is_our_fault(
    tmp_path: Path, problem_set: ProblemSet, runner: Runner
) -> None:
    broken = problem_set.model_copy(update={"reference": "import torch\na = 5\nt = 1 / 0\n"})
    path = tmp_path / "work.py"
    path.write_text(RIGHT, "utf-8")
    report = Grader(broken, runner, seed=1).grade(read_submission(path))
    assert statuses(report) == ["passed", "broken", "broken", "broken"]
    assert report.complete is False
    assert said(report, "rank")[1] == (
        "This could not be checked. It is our fault, not yours; please tell your teacher."
    )
    assert "ZeroDivisionError" in str(item(report, "rank").staff_note)
    assert "ZeroDivisionError" not in str(item(report, "rank").message)


def test_what_the_program_tampered_with_is_flagged_and_decides_nothing(graded: GradeText) -> None:
    report = graded(RIGHT + "torch.allclose = lambda *_: True\n")
    assert report.score == 5.0
    assert any("torch.allclose was replaced" in str(flag.what) for flag in report.flags)


@pytest.mark.parametrize(
    "body",
    ["pass", "...", '"""Doubles."""', "return", "return None", "raise NotImplementedError('you')"],
)
def test_a_function_that_is_still_empty_is_not_attempted(graded: GradeText, body: str) -> None:
    report = graded(RIGHT.replace("return 2 * x", body))
    assert statuses(report) == ["passed", "passed", "not_attempted", "passed"]
    assert said(report, "f")[1] == "`f` is still empty. Write what it should do."
