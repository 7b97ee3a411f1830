"""What is installed is whole: the wheel carries the sets and the catalogues, and no tests."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import grader

ROOT = Path(grader.__file__).parent.parent


def test_the_wheel_carries_sets_and_catalogues(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("grader-*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    sets = f"grader-{grader.__version__}.data/data/share/grader/problems/"
    for folder in (ROOT / "problems").glob("*/set.yaml"):
        assert f"{sets}{folder.parent.name}/set.yaml" in names
        assert f"{sets}{folder.parent.name}/reference.py" in names
    assert "grader/locale/ko/LC_MESSAGES/grader.mo" in names
    assert not [name for name in names if name.startswith("tests/")]


def test_the_schema_beside_the_sets_is_the_one_that_the_command_prints() -> None:
    printed = subprocess.run(
        [sys.executable, "-m", "grader", "schema"], check=True, capture_output=True, text=True
    ).stdout
    assert (ROOT / "problems" / "set.schema.json").read_text("utf-8") == printed, (
        "grade schema > problems/set.schema.json"
    )


def test_every_set_names_the_schema_in_its_first_line() -> None:
    for path in (ROOT / "problems").glob("*/set.yaml"):
        first = path.read_text("utf-8").splitlines()[0]
        assert first == "# yaml-language-server: $schema=../set.schema.json"
