"""Exceptions as data."""

from __future__ import annotations

import pytest

from grader.model.run import Place


@pytest.mark.parametrize(
    ("source", "text"),
    [
        pytest.param(
            "tensor = 1\ntensr",
            "name 'tensr' is not defined. Did you mean: 'tensor'?",
            id="name of the program",
        ),
        pytest.param(
            "pritn(1)", "name 'pritn' is not defined. Did you mean: 'print'?", id="builtin"
        ),
        pytest.param(
            "def f():\n    vector = 1\n    return vectr\nf()",
            "name 'vectr' is not defined. Did you mean: 'vector'?",
            id="local name",
        ),
        pytest.param(
            "import torch\ntorch.tesnor([1])",
            "module 'torch' has no attribute 'tesnor'. Did you mean: 'tensor'?",
            id="function of a module",
        ),
        pytest.param(
            "import torch\ntorch.ones(1).shap",
            "'Tensor' object has no attribute 'shap'. Did you mean: 'shape'?",
            id="attribute of a tensor",
        ),
        pytest.param("zzqqxx", "name 'zzqqxx' is not defined", id="nothing near"),
        pytest.param("np", "name 'np' is not defined", id="too short to guess"),
        pytest.param("{}['a']", "'a'", id="key"),
        pytest.param("assert False", "", id="no text"),
    ],
)
@pytest.mark.parametrize("kind", ["module", "notebook"])
def test_text_with_the_name_that_was_probably_meant(runner, kind, source, text):
    assert getattr(runner, kind)(source).cell.error.text == text


HOSTILE = """
class Text(str):
    def __getitem__(self, at): raise RuntimeError
    def encode(self, *a): raise RuntimeError
class Meta(type):
    __name__ = property(lambda cls: 1 / 0)
class {name}(Exception, metaclass=Meta):
    __traceback__ = property(lambda self: 1 / 0)
    def __str__(self): {body}
    def __bool__(self): raise RuntimeError
raise {name}
"""


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param("return Text('fine')", "fine", id="subclass of str"),
        pytest.param("return 'x' * 10**6", "x" * 2000, id="long"),
        pytest.param("return '\\ud800'", "?", id="lone surrogate"),
        pytest.param(
            "raise SystemExit", "its text cannot be read: __str__ raised SystemExit", id="raises"
        ),
        pytest.param("return 1", "its text cannot be read: __str__ raised TypeError", id="no text"),
        pytest.param(
            "return str(self)",
            "its text cannot be read: __str__ raised RecursionError",
            id="recursive",
        ),
    ],
)
@pytest.mark.parametrize("kind", ["module", "notebook"])
def test_hostile_exceptions_are_read(runner, kind, body, text):
    error = getattr(runner, kind)(HOSTILE.format(name="Hostile", body=body)).cell.error
    assert (error.type, error.text) == ("Hostile", text)
    assert error.place.line == 11


def test_a_subclass_of_a_syntax_error_is_not_trusted(runner):
    source = (
        "class Odd(SyntaxError):\n    filename = property(lambda self: 1/0)\n"
        "    def __str__(self): return 'odd'\nraise Odd"
    )
    error = runner.module(source).cell.error
    assert (error.type, error.text, error.place.line) == ("Odd", "odd", 4)


def test_false_facts_in_a_syntax_error_are_not_believed(runner):
    source = "raise SyntaxError('odd', (__file__, 10**30, 10**30, 'y'))"
    error = runner.module(source).cell.error
    assert (error.type, error.text[:3]) == ("SyntaxError", "odd")
    assert error.place == Place(file="hw.py", line=1)


def test_the_deepest_place_is_the_students_not_the_librarys(runner):
    source = "import torch\ndef f(x):\n    return torch.stack(x)\n\nf([])"
    assert runner.module(source).cell.error.place == Place(file="hw.py", line=3)


def test_code_made_at_run_time_is_placed_where_it_was_run(runner):
    error = runner.module("a = 1\nexec('1 +')").cell.error
    assert error.type == "SyntaxError"
    assert error.place == Place(file="hw.py", line=2)


def test_an_endless_recursion_is_told(runner):
    error = runner.notebook("def f():\n    return f()\nf()").cell.error
    assert error.type == "RecursionError"
    assert error.place == Place(cell=1, line=2)


@pytest.mark.parametrize(
    ("line", "caret"),
    [
        pytest.param("    = 1", "= 1\n^", id="indented"),
        pytest.param("글 = = 1", "글 = = 1\n\u3000   ^", id="wide letters"),
        pytest.param("a = ]" + " " * 999, "a = ]" + " " * 185 + "\n    ^", id="long"),
    ],
)
def test_the_caret_stands_below_its_column(runner, line, caret):
    assert runner.module(f"if True:\n{line}" if line[0] == " " else line).cell.error.caret == caret
