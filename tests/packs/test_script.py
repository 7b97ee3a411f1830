"""`run_autograder` answers for whatever becomes of the grader that it starts."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from grader.locale import catalogue
from grader.packs import pack, write_folder

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the script is for Linux")
FAULTY = "This could not be checked. It is our fault, not yours; please tell your teacher."


@pytest.fixture
def run(tiny, tmp_path):
    """Runs the script with another program in Python's place; returns what results there are."""

    def ran(program: str | None) -> str:
        write_folder(pack(tiny, "gradescope", catalogue("en")), str(tmp_path / "source"))
        python = tmp_path / "python"
        if program is not None:
            python.write_text(f"#!/bin/sh\n{program}\n")
            python.chmod(0o755)
        script = (tmp_path / "source" / "run_autograder").read_text()
        script = script.replace("/opt/grader/bin/python", str(python))
        done = subprocess.run(
            ["bash", "-c", script.replace("/autograder", str(tmp_path))],
            check=False,
            capture_output=True,
        )
        assert done.returncode == 0
        return (tmp_path / "results" / "results.json").read_text("utf-8")

    return ran


@pytest.mark.parametrize(
    "status", [pytest.param(0, id="done"), pytest.param(143, id="out of time")]
)
def test_what_the_grader_wrote_stays(run, status):
    assert run(f'echo mine > "$8/results/results.json"; exit {status}') == "mine\n"


@pytest.mark.parametrize(
    "status",
    [
        pytest.param(1, id="an error"),
        pytest.param(3, id="a fault of ours"),
        pytest.param(137, id="killed for memory"),
    ],
)
def test_a_grader_that_failed_leaves_no_score(run, status):
    tree = json.loads(run(f'echo mine > "$8/results/results.json"; exit {status}'))
    assert "score" not in tree
    assert FAULTY in tree["tests"][0]["output"]


def test_a_grader_that_cannot_start_leaves_no_score(run):
    assert "score" not in json.loads(run(None))


def test_there_are_results_from_the_very_start(run, tmp_path):
    said = run('mv "$8/results/results.json" "$8/before"; cp "$8/before" "$8/results/results.json"')
    assert FAULTY in said
    assert (tmp_path / "before").exists()
