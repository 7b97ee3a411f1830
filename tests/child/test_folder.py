"""The program's own folder and the files beside it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.child.folder import is_inside
from grader.model.run import Place
from grader.model.submission import HelperFile


def helper(path, text):
    return HelperFile(path=path, data=text.encode())


@pytest.mark.parametrize("kind", ["module", "notebook"])
def test_helpers_are_importable_and_readable(runner, kind):
    helpers = (
        helper("util.py", "a = 1"),
        helper("pack/__init__.py", ""),
        helper("pack/part.py", "b = 2"),
        helper("data.txt", "3"),
    )
    source = "import util\nfrom pack.part import b\nx = (util.a, b, open('data.txt').read())"
    ran = getattr(runner, kind)(source, helpers=helpers, probe=lambda run: run.namespace["x"])
    assert ran.probed == (1, 2, "3")


def test_an_error_in_a_helper_is_placed_there(runner):
    helpers = (helper("pack/util.py", "def f():\n    return 1 / 0\n"),)
    ran = runner.notebook("from pack import util", "util.f()", helpers=helpers)
    assert ran.cells[1].error.place == Place(file="pack/util.py", line=2)


def test_a_syntax_error_in_a_helper_is_placed_there(runner):
    ran = runner.module("import util", helpers=(helper("util.py", "a = 1\nb = ]\n"),))
    assert ran.cell.error.place == Place(file="util.py", line=2)
    assert ran.cell.error.caret == "b = ]\n    ^"


@pytest.mark.parametrize("name", ["torch", "numpy", "grader", "random", "colorsys", "json"])
def test_helpers_shadow_nothing_that_is_installed(runner, name):
    helpers = (helper(f"{name}.py", "shadow = 1"), helper(f"{name}/__init__.py", "shadow = 1"))
    ran = runner.module(
        f"import {name}\nx = hasattr({name}, 'shadow')",
        helpers=helpers,
        probe=lambda run: run.namespace["x"],
    )
    assert ran.probed is False


def test_the_program_itself_shadows_nothing(runner):
    ran = runner.module("import torch\nx = torch.ones(1)", name="torch.py")
    assert ran.cell.error is None


@pytest.mark.parametrize(
    "path", ["../out.py", "/tmp/out.py", "a/../../out.py", "C:/out.py", "a\\b.py"]
)
def test_a_helper_that_would_leave_the_folder_is_left_out(runner, path):
    ran = runner.module(
        "import os\nx = os.listdir('.')",
        helpers=(helper(path, ""),),
        probe=lambda run: run.namespace["x"],
    )
    assert ran.probed == ["hw.py"]
    assert ran.notes == (f"{path} was left out: it is not inside the submission",)
    assert [each.name for each in runner.folder.iterdir()] == ["work"]


@given(st.text(alphabet="a./\\:\0", max_size=12))
def test_what_counts_as_inside_never_leaves(path):
    if is_inside(path):
        assert not path.startswith("/")
        assert ".." not in path.split("/")
        assert not {"\\", ":", "\0"} & set(path)


@pytest.mark.parametrize("path", ["a.py", "a/b.py", "a/b/c.txt", "한글.py", "a..b.py"])
def test_ordinary_paths_are_inside(path):
    assert is_inside(path)
