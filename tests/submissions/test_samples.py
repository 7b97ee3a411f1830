"""The samples in `submissions/`, graded: each whole report is as in `expected/<name>.json`.

After a wanted change, write them anew and read every difference with a teacher's eyes:

    REGENERATE=1 python -m pytest tests/submissions
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest

from grader.errors import SubmissionError
from grader.grading import Grader
from grader.locale import catalogue
from grader.model.message import Language
from grader.model.run import Limits
from grader.reports import renderer
from grader.runner import Runner
from grader.sources import read_submission
from grader.specs import load_set

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "submissions" / "pytorch-basics"
EXPECTED = Path(__file__).parent / "expected"
IN_KOREAN = ("complete.ipynb", "copied.ipynb", "out_of_order.ipynb")
REGENERATE = bool(os.environ.get("REGENERATE"))

Tree = dict[str, Any]
Rendered = Callable[[Path, Language], Tree]


@pytest.fixture(scope="module")
def rendered(runner: Runner) -> Rendered:
    """A sample's report in one language, for staff; or the error that refuses it."""
    limits = Limits(program_seconds=2, question_seconds=2, total_seconds=20)
    grader = Grader(load_set(ROOT / "problems" / "pytorch-basics"), runner, seed=1, limits=limits)

    def render(path: Path, language: Language) -> Tree:
        words = catalogue(language)
        try:
            report = grader.grade(read_submission(path))
        except SubmissionError as error:
            return {"error": words.render(error.message).replace(str(path), path.name)}
        text = renderer("json")(report, words, staff=True)
        tree: Tree = json.loads(text)
        return settled(tree)

    return render


def settled(tree: Tree) -> Tree:
    """The report without what changes from run to run, from machine to machine and with the set."""
    volatile = ("set_digest", "started", "seconds", "versions", "isolation")
    items = [{key: each[key] for key in each if key != "seconds"} for each in tree["items"]]
    return {key: tree[key] for key in tree if key not in volatile} | {"items": items}


def held_against(name: str, found: Tree) -> None:
    path = EXPECTED / f"{name}.json"
    if REGENERATE:
        path.write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n", "utf-8")
    assert found == json.loads(path.read_text("utf-8"))


@pytest.mark.parametrize("path", sorted(SAMPLES.iterdir()), ids=lambda path: path.name)
def test_the_whole_report(path: Path, rendered: Rendered) -> None:
    held_against(f"{path.name}.en", rendered(path, "en"))


@pytest.mark.parametrize("name", IN_KOREAN)
def test_the_whole_report_in_korean(name: str, rendered: Rendered) -> None:
    held_against(f"{name}.ko", rendered(SAMPLES / name, "ko"))


def test_the_samples_are_those_that_are_promised() -> None:
    assert {path.name for path in SAMPLES.iterdir()} == {
        *("complete.ipynb", "complete.py", "copied.ipynb", "failing_cell.ipynb"),
        *("out_of_order.ipynb", "blank.ipynb", "infinite_loop.ipynb", "infinite_loop.py"),
        *("huge_allocation.py", "broken.ipynb"),
    }
    names = {path.name for path in SAMPLES.iterdir()}
    expected = {f"{name}.en.json" for name in names} | {f"{name}.ko.json" for name in IN_KOREAN}
    assert {path.name for path in EXPECTED.iterdir()} == expected


@pytest.mark.parametrize(
    "path", sorted(set(SAMPLES.glob("*.ipynb")) - {SAMPLES / "broken.ipynb"}), ids=lambda p: p.name
)
def test_the_notebooks_are_sound_and_name_their_set(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert notebook.metadata.grader.set == "pytorch-basics"
    assert re.search("[가-힣]", notebook.cells[0].source)


def test_the_complete_notebook_was_run_from_top_to_bottom() -> None:
    cells = nbformat.read(SAMPLES / "complete.ipynb", as_version=4).cells
    code = [cell for cell in cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    assert sum(bool(cell.outputs) for cell in code) >= 5
