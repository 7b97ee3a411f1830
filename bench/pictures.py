"""`python -m bench.pictures docs/images`: the pictures of the pages that the documents show."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from bench.chromium import Browser, chromium
from bench.classes import made_outcomes, made_set
from bench.pages import link
from grader.grading import Grader
from grader.locale import Catalogue, catalogue
from grader.model.classroom import HandIn, Outcome, Student
from grader.pages import class_page, student_page
from grader.runner import open_runner
from grader.sources import read_submission
from grader.specs import load_set

SET, WORK = "problems/pytorch-basics", "submissions/pytorch-basics/failing_cell.ipynb"
KEYS = ("ArrowDown", "ArrowDown", *["ArrowRight"] * 7)


def main(folder: Path) -> int:
    """Exit status 2 where there is no browser."""
    program = chromium()
    if program is None:
        print("no chromium here", file=sys.stderr)
        return 2
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made, Browser(program) as browser:
        path = Path(made) / "page.html"
        path.write_text(a_class(catalogue("en")), "utf-8")
        browser.resize(1280, 1500)
        browser.open(path)
        browser.value("grid.focus({preventScroll: true})")
        for key in KEYS:
            browser.press(key)
        browser.shot(folder / "report.png")
        path.write_text(a_student(catalogue("en")), "utf-8")
        browser.resize(1280, 1880)
        browser.open(path)
        browser.shot(folder / "student.png")
        path.write_text(a_class(catalogue("ko")), "utf-8")
        browser.resize(1280, 1500, dark=True)
        browser.open(path)
        browser.shot(folder / "report-ko-dark.png")
    return 0


def a_class(words: Catalogue) -> str:
    """The page of a made-up class."""
    problem_set = made_set(40)
    missing = (Student(id="20249998", name="Ada Absent"),)
    outcomes = made_outcomes(problem_set, 240)
    return class_page(outcomes, problem_set, words, missing=missing, link=link)


def a_student(words: Catalogue) -> str:
    """The page of one of the samples."""
    problem_set, submission = load_set(SET), read_submission(WORK)
    with open_runner() as runner:
        report = Grader(problem_set, runner, seed=1).grade(submission)
    student = Student(id="20240000", name="김하늘")
    hand_in = HandIn(student=student, path=WORK, shown=Path(WORK).name)
    outcome = Outcome(hand_in=hand_in, report=report)
    return student_page(outcome, problem_set, words, program=submission.program, staff=True)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
