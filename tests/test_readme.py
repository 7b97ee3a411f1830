"""The README shows what the command prints, and its commands are there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import grader

ROOT = Path(grader.__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
SAMPLE = "submissions/pytorch-basics/copied.ipynb"


def up_to_isolation(text: str) -> str:
    """Without what differs between machines, and without the number that the run drew."""
    return re.sub(r"│ \d+ was written", "│ N was written", text.split("\nIsolation:")[0])


def test_the_session_is_what_the_command_prints() -> None:
    shown = README.split(f"$ grade check {SAMPLE}\n")[1].split("```")[0]
    printed = subprocess.run(
        [sys.executable, "-m", "grader", "check", SAMPLE],
        cwd=ROOT,
        env={**os.environ, "GRADE_LANG": "en", "PYTHONUTF8": "1", "COLUMNS": "80"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    ).stdout
    assert up_to_isolation(printed) == up_to_isolation(shown)


def test_every_file_that_the_readme_names_is_there() -> None:
    linked = re.findall(r"\]\(([^)#:]+)\)", README)
    named = re.findall(r"`?(scripts/[a-z]+)", README)
    assert linked
    assert named
    for path in (*linked, *named):
        assert (ROOT / path).exists(), path


def test_scripts_may_be_run() -> None:
    for script in ("scripts/setup", "scripts/try", "scripts/test", "scripts/check", ".ci/run"):
        assert os.access(ROOT / script, os.X_OK), script
