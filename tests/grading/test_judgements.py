"""What was judged once is not judged again, but for a set's own checks."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.grading import Grader
from grader.runner import Runner
from grader.sources import read_submission
from grader.specs import load_set
from tests.grading.test_own_checks import CHECKS, SPEC

OURS = SPEC.replace("check: even", "check: value")
COUNTING = CHECKS.replace(
    "def judge(seen, reference, rules):",
    "times = []\n\ndef judge(seen, reference, rules):\n    times.append(1)\n"
    "    return failed(say(f'Looked at {len(times)} times.'))",
)


def messages(folder: Path, runner: Runner, spec: str, programs: list[str]) -> list[str]:
    (folder / "set.yaml").write_text(spec, "utf-8")
    (folder / "reference.py").write_text("x = 4\n", "utf-8")
    (folder / "checks.py").write_text(COUNTING, "utf-8")
    grader = Grader(load_set(folder), runner, seed=1)
    found = []
    for number, text in enumerate(programs):
        path = folder / f"s{number}.py"
        path.write_text(text, "utf-8")
        [item] = grader.grade(read_submission(path, alone=True)).items
        found.append(f"{item.status} {item.message or ''}".strip())
    return found


def test_equal_answers_are_judged_alike_and_others_are_not(tmp_path: Path, runner: Runner) -> None:
    told = messages(tmp_path, runner, OURS, ["x = 4", "x = 2 + 2", "x = 5", "x = 2 + 3", "x = 6"])
    assert told[:2] == ["passed", "passed"]
    assert told[2] == told[3] != told[4]
    assert "5" in told[2]
    assert "6" in told[4]


@pytest.mark.parametrize("program", ["x = 4", "x = 5"])
def test_a_sets_own_check_is_asked_each_time(tmp_path: Path, runner: Runner, program: str) -> None:
    told = messages(tmp_path, runner, SPEC, [program, program])
    assert told == ["failed Looked at 1 times.", "failed Looked at 2 times."]
