"""What one submission may cost the others."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from grader.grading import Grader
from grader.model.run import Limits
from grader.runner import open_runner
from grader.sources import read_submission
from grader.specs import load_set
from tests.hostile.cases import SUBMISSIONS

HERE = Path(__file__).parent


@pytest.mark.skipif(sys.platform != "linux", reason="a zygote is needed")
def test_the_first_of_a_batch_cannot_use_up_the_references_time() -> None:
    limits = Limits(program_seconds=1, question_seconds=1, total_seconds=2)
    with open_runner() as runner:
        grader = Grader(load_set(HERE / "set"), runner, limits=limits)
        hanging = grader.grade(read_submission(SUBMISSIONS / "E_hangs_everywhere.ipynb"))
        honest = grader.grade(read_submission(HERE / "set" / "reference.py"))
    assert hanging.complete
    assert hanging.score == 0
    assert honest.score == honest.max_score
