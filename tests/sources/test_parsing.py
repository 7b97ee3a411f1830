import json

import pytest

from grader.model.run import Place
from grader.sources import read_submission, syntax_mistakes


def module(tmp_path, source):
    (tmp_path / "hw.py").write_text(source, encoding="utf-8")
    return read_submission(tmp_path / "hw.py")


def notebook(tmp_path, *sources):
    cells = [{"cell_type": "code", "source": source} for source in sources]
    (tmp_path / "hw.ipynb").write_text(json.dumps({"nbformat": 4, "cells": cells}))
    return read_submission(tmp_path / "hw.ipynb")


def test_mistake_in_a_module(tmp_path):
    [mistake] = syntax_mistakes(module(tmp_path, "x = 1\nif True:\n    y = = 2\n"))
    assert (mistake.type, mistake.text) == ("SyntaxError", "invalid syntax")
    assert mistake.place == Place(file="hw.py", line=3)
    assert mistake.caret == "y = = 2\n    ^"


def test_mistakes_in_several_cells(tmp_path):
    found = syntax_mistakes(notebook(tmp_path, "x = 1", "def f()\n  pass", "  y = 1"))
    assert [(each.type, each.text, each.place) for each in found] == [
        ("SyntaxError", "expected ':'", Place(cell=2, line=1)),
        ("IndentationError", "unexpected indent", Place(cell=3, line=1)),
    ]


def test_caret_stands_below_the_place_beside_wide_letters(tmp_path):
    [mistake] = syntax_mistakes(module(tmp_path, "이름 = = 2\n"))
    assert mistake.caret == "이름 = = 2\n" + " " * 7 + "^"


def test_caret_of_a_long_line_shows_its_part(tmp_path):
    [mistake] = syntax_mistakes(module(tmp_path, "x = [" + "1, " * 5000 + "$]\n"))
    line, caret = mistake.caret.split("\n")
    assert len(line) <= 120
    assert line[len(caret) - 1] == "$"


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("%matplotlib inline\nimport numpy as np", id="line magic"),
        pytest.param("!pip install \\\n    torch\nx = 1", id="shell over two lines"),
        pytest.param("if True:\n    !ls\n    %cd data", id="indented"),
        pytest.param("files = !ls\nbest = %timeit -o sum([1])", id="assigned"),
        pytest.param("np.ones?\nx = 1", id="help after"),
        pytest.param("?np.ones", id="help before"),
        pytest.param("%%time\nx = 1", id="cell magic over Python"),
        pytest.param("%%bash\nfor x in *; do echo $x; done", id="cell magic over another language"),
        pytest.param("\n%%html\n<b>", id="after a blank line"),
        pytest.param("%time x = sum([1])\n%time", id="timed line"),
        pytest.param("await f()", id="await"),
        pytest.param("print('\\d of X')", id="escape that warns"),
        pytest.param("x = (10\n  % 3)", id="modulo on a new line"),
        pytest.param("", id="empty"),
    ],
)
def test_what_ipython_runs_is_no_mistake(tmp_path, source):
    assert syntax_mistakes(notebook(tmp_path, source)) == ()


def test_magic_does_not_hide_a_mistake(tmp_path):
    found = syntax_mistakes(notebook(tmp_path, "%%time\n!ls\nx = = 1"))
    assert [(each.place, each.caret) for each in found] == [
        (Place(cell=1, line=3), "x = = 1\n    ^")
    ]


def test_magic_in_a_module_is_a_mistake(tmp_path):
    found = syntax_mistakes(module(tmp_path, "%matplotlib inline\n"))
    assert [each.place for each in found] == [Place(file="hw.py", line=1)]


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("-" * 100_000 + "1", id="signs"),
        pytest.param("a" + ".b" * 90_000, id="attributes"),
        pytest.param("a" + "+a" * 90_000, id="sum"),
        pytest.param("f" + "()" * 90_000, id="calls"),
    ],
)
def test_deep_code_is_told_not_raised(tmp_path, source):
    [mistake] = syntax_mistakes(module(tmp_path, source))
    assert (mistake.type, mistake.text) == (
        "SyntaxError",
        "the code is too long or too deeply nested to be read",
    )
    assert mistake.place == Place(file="hw.py")


def test_long_line_of_blanks_is_quick(tmp_path):
    assert len(syntax_mistakes(notebook(tmp_path, "x = (\n" + " " * 150_000 + "y = z"))) == 1


def test_nul_in_a_cell_is_a_mistake(tmp_path):
    [mistake] = syntax_mistakes(notebook(tmp_path, "x = 1\0"))
    assert mistake.type == "SyntaxError"
    assert mistake.place.cell == 1
