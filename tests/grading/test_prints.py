"""What a report keeps of a run: the beginning of what was printed, and how processes ended."""

from __future__ import annotations

from pathlib import Path

from grader.grading import grade
from grader.grading.prints import MOST_IN_ALL, MOST_OF_A_PIECE, printed_by
from grader.model.report import Printed, Report
from grader.model.run import CellEvidence, Limits, Ran
from grader.runner import Runner
from grader.sources import read_submission
from grader.specs import load_set

SET = """
slug: small
title: Small
problems:
  - slug: one
    title: One
    task: Do it.
    items:
      - {slug: a, title: a is five, check: value, probe: {of: a}}
      - {slug: f, title: f doubles, check: value, probe: {of: {call: f, args: [3]}}}
"""
REFERENCE = "a = 5\ndef f(x):\n    return 2 * x\n"
SHORT = Limits(program_seconds=1.0, question_seconds=0.5, total_seconds=10)


def ran(*printed: str) -> Ran:
    cells = (CellEvidence(number=n, printed=text) for n, text in enumerate(printed, 1))
    return Ran(cells=tuple(cells))


def graded(text: str, folder: Path, runner: Runner) -> Report:
    (folder / "set.yaml").write_text(SET, "utf-8")
    (folder / "reference.py").write_text(REFERENCE, "utf-8")
    (folder / "work.py").write_text(text, "utf-8")
    submission = read_submission(str(folder / "work.py"))
    return grade(submission, load_set(folder), runner, seed=1, limits=SHORT)


def test_pieces_that_printed_nothing_are_left_out() -> None:
    assert printed_by(ran("", "two\n")) == (Printed(cell=2, text="two\n"),)
    assert printed_by(None) == ()


def test_a_long_piece_is_cut() -> None:
    (only,) = printed_by(ran("x" * (MOST_OF_A_PIECE + 1)))
    assert (len(only.text), only.cut) == (MOST_OF_A_PIECE, True)


def test_all_pieces_together_are_cut() -> None:
    kept = printed_by(ran(*["x" * MOST_OF_A_PIECE] * 5, "last"))
    assert sum(len(each.text) for each in kept) == MOST_IN_ALL
    assert [each.cut for each in kept] == [False] * 4 + [True] * 2


def test_a_report_keeps_what_was_printed(tmp_path: Path, runner: Runner) -> None:
    report = graded(f"print('hello')\n{REFERENCE}", tmp_path, runner)
    assert report.printed == (Printed(cell=1, text="hello\n"),)
    assert report.ended == ()


def test_a_report_says_how_processes_ended(tmp_path: Path, runner: Runner) -> None:
    text = "import os\na = 5\ndef f(x):\n    while True: pass\nos._exit(0)\n"
    assert graded(text, tmp_path, runner).ended == ("exited", "timeout")
