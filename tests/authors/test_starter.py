"""The file that students begin with: tasks, places for answers, the set's name."""

from __future__ import annotations

import ast
from pathlib import Path

import nbformat
import pytest

from grader.authors.starter import starter_text
from grader.authors.stubs import stubs_of
from grader.locale import catalogue
from grader.sources import read_submission

EN = catalogue("en")


def test_places_are_made_from_what_the_items_ask_for(made) -> None:
    stubs = stubs_of(made)
    assert stubs.opening == "import numpy as np"
    assert stubs.problems == ("x = None\ny = None\ndef add(a: int, b=1):\n    ...", "")


def test_places_come_from_the_sets_own_starter(given) -> None:
    stubs = stubs_of(given)
    assert stubs.opening == "import numpy as np  # as usual"
    assert stubs.problems == (
        "x = None  # here\ny = None\n@np.vectorize\ndef add(a, b=1):\n    # your code\n    ...",
        "",
    )


def test_a_module(given) -> None:
    text = starter_text(given, "module", EN)
    ast.parse(text)
    assert text.startswith("# grader: demo\nimport numpy as np  # as usual\n\n# Put your answers")
    assert (
        "\n\n\n# 1. The first\n#\n# Make x.\n# Then add.\n#\n# Expected result: The number 3.\n"
        "x = None  # here\ny = None\n"
    ) in text
    assert text.endswith("\n\n\n# 2. The second\n#\n# Compute.\n# section: Norms\n")


def test_a_module_in_korean(made) -> None:
    assert "# 1. 첫째\n#\n# x를 만드세요.\n" in starter_text(made, "module", catalogue("ko"))


def test_a_notebook(given) -> None:
    notebook = nbformat.reads(starter_text(given, "notebook", EN), as_version=4)
    nbformat.validate(notebook)
    assert notebook.metadata["grader"] == {"set": "demo"}
    kinds = [(cell.cell_type, cell.source) for cell in notebook.cells]
    assert [kind for kind, _ in kinds] == [
        "markdown",
        "code",
        "markdown",
        "code",
        "markdown",
        "code",
    ]
    assert kinds[2][1].startswith("## 1. The first\n\nMake x.  \nThen add.")
    assert kinds[3][1].startswith("x = None  # here\ny = None")
    assert notebook.cells[5].metadata == {"tags": ["Norms"]}


@pytest.mark.parametrize("kind", ["module", "notebook"])
def test_the_file_knows_its_set(given, tmp_path: Path, kind) -> None:
    path = tmp_path / ("a.py" if kind == "module" else "a.ipynb")
    path.write_text(starter_text(given, kind, EN), "utf-8")
    submission = read_submission(path)
    assert submission.declared_set == "demo"
    assert {binding.name for binding in submission.bindings} >= {"x", "y", "add"}


def test_nothing_of_the_reference_is_given_away(made) -> None:
    for kind in ("module", "notebook"):
        text = starter_text(made, kind, EN)
        assert "a + b" not in text
        assert "secret" not in text
