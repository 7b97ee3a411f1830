"""Names that only a function sees."""

import pytest

from grader.sources import read_submission
from grader.sources.scopes import local_in


@pytest.mark.parametrize(
    ("source", "function", "line"),
    [
        pytest.param("def f():\n    a = 1", "f", 2, id="assigned"),
        pytest.param("async def f():\n    x, (a, y) = z", "f", 2, id="unpacked"),
        pytest.param("def f():\n    if x:\n        a += 1", "f", 3, id="deeper"),
        pytest.param("class C:\n    def m(self):\n        a = 1", "m", 3, id="method"),
        pytest.param("def f():\n    global a\n    a = 1", "f", 3, id="global"),
        pytest.param("def e(): pass\ndef f():\n    a = b = 1\n    a = 2", "f", 3, id="first"),
    ],
)
def test_the_first_assignment_is_found(tmp_path, source, function, line):
    (tmp_path / "hw.py").write_text(source)
    local = local_in(read_submission(tmp_path / "hw.py").program, "a")
    assert (local.function, local.binding.cell, local.binding.line) == (function, 1, line)


@pytest.mark.parametrize(
    "source", ["a = 1", "def f(a):\n    return a", "def f():\n    b = a", "def f(:\n    a = 1"]
)
def test_what_is_not_assigned_inside_is_not_found(tmp_path, source):
    (tmp_path / "hw.py").write_text(source)
    assert local_in(read_submission(tmp_path / "hw.py").program, "a") is None
