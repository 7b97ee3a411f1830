"""Modules run statement by statement."""

from __future__ import annotations

import pytest

from grader.model.run import Place, Raised, Skip
from grader.model.values import IntValue


def test_all_of_a_correct_module_runs_and_its_names_are_listed(runner):
    ran = runner.module("import math\na = 1\n\ndef f():\n    return a\n_hidden = 2\n")
    assert ran.cell.number == 1
    assert ran.cell.names == ("math", "a", "f")
    assert ran.cell.error is None
    assert ran.cell.seconds > 0


def test_each_statement_is_told_before_it_runs(runner):
    source = (
        "a = 1\n\n@staticmethod\ndef f():\n    pass\nfor i in range(2):\n    pass\n1/0\nb = 2\n"
    )
    assert runner.module(source).steps == ((1, 1), (1, 3), (1, 6), (1, 8))


def test_what_was_defined_before_an_error_stays(runner):
    ran = runner.module("a = 1\n1 / 0\nb = 2\n", probe=lambda run: run.namespace.get("a"))
    assert ran.probed == 1
    assert ran.cell.names == ("a",)
    assert ran.cell.error == Raised(
        type="ZeroDivisionError", text="division by zero", place=Place(file="hw.py", line=2)
    )


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("exit()", id="exit"),
        pytest.param("import sys\nsys.exit('bye')", id="sys.exit"),
        pytest.param("raise SystemExit", id="SystemExit"),
    ],
)
def test_leaving_ends_the_program_only(runner, source):
    ran = runner.module(f"a = 1\n{source}\nb = 2\n")
    assert "a" in ran.cell.names
    assert "b" not in ran.cell.names
    assert ran.cell.error.type == "SystemExit"
    assert ran.cell.error.text == "exit() ended the program here"
    assert ran.cell.error.place == Place(file="hw.py", line=source.count("\n") + 2)


def test_an_interrupt_is_an_error_like_any_other(runner):
    error = runner.module("raise KeyboardInterrupt").cell.error
    assert error.type == "KeyboardInterrupt"


def test_a_syntax_error_runs_nothing_and_shows_the_place(runner):
    ran = runner.module("a = 1\nb = (1,\n", probe=lambda run: "a" in run.namespace)
    assert ran.probed is False
    assert ran.steps == ()
    assert ran.cell.error == Raised(
        type="SyntaxError",
        text="'(' was never closed",
        place=Place(file="hw.py", line=2),
        caret="b = (1,\n    ^",
    )


def test_a_return_outside_a_function_is_a_syntax_error_before_anything_runs(runner):
    ran = runner.module("a = 1\nreturn a\n")
    assert ran.steps == ()
    assert ran.cell.error.type == "SyntaxError"
    assert ran.cell.error.place.line == 2


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("a = 1\0", id="null byte"),
        pytest.param("x = " + "-" * 100_000 + "1", id="nested too deeply"),
    ],
)
def test_text_that_cannot_be_compiled_at_all_is_an_error_of_the_file(runner, source):
    error = runner.module(source).cell.error
    assert error.place.file == "hw.py"


def test_a_module_is_registered_but_is_never_main(runner):
    source = (
        "import pickle, sys, inspect, typing\nfrom dataclasses import dataclass\n"
        "@dataclass\nclass Point:\n    a: int\n"
        "if __name__ == '__main__':\n    ran_as_main = True\n"
        "def f():\n    return 1\n"
        "again = pickle.loads(pickle.dumps(Point(3))).a\n"
        "text = inspect.getsource(f)\n"
        "known = sys.modules[__name__].Point is Point\n"
    )
    ran = runner.module(source, probe=lambda run: _plain(run.namespace))
    assert ran.cell.error is None
    assert ran.probed["again"] == 3
    assert ran.probed["text"] == "def f():\n    return 1\n"
    assert ran.probed["known"] is True
    assert "ran_as_main" not in ran.probed
    assert ran.probed["__name__"] != "__main__"
    assert ran.probed["__file__"] == str(runner.folder / "work" / "hw.py")


def _plain(namespace):
    return {name: value for name, value in namespace.items() if isinstance(value, (str, int))}


def test_the_doc_string_is_the_first_string_only(runner):
    ran = runner.module('"first"\na = 1\n"second"\n', probe=lambda run: run.namespace["__doc__"])
    assert ran.probed == "first"
    assert ran.steps == ((1, 1), (1, 2), (1, 3))


def test_future_imports_hold_for_the_whole_module(runner):
    source = "from __future__ import annotations\ndef f(a: Missing): pass\n"
    ran = runner.module(source, probe=lambda run: run.namespace["f"].__annotations__)
    assert ran.probed == {"a": "Missing"}


def test_arguments_are_the_programs_own(runner):
    ran = runner.module("import sys\na = sys.argv", probe=lambda run: run.namespace["a"])
    assert ran.probed == [str(runner.folder / "work" / "hw.py")]


def test_what_is_printed_is_kept_and_warnings_are_not(runner):
    ran = runner.module("import warnings\nprint('안녕')\nwarnings.warn('x')\nprint(1, end='')")
    assert ran.cell.printed == "안녕\n1"


def test_a_skipped_statement_and_all_after_it_do_not_run(runner):
    reason = Raised(type="Timeout", text="it did not come to an end")
    skip = Skip(cell=1, line=2, reason=reason)
    ran = runner.module("a = 1\nwhile True: pass\nb = 2\n", skips=(skip,))
    assert ran.cell.names == ("a",)
    assert ran.cell.error == reason
    assert ran.steps == ((1, 1),)


def test_magic_lines_are_passed_over_with_a_note(runner):
    ran = runner.module("%matplotlib inline\n!pip install x\nif True:\n    %time 1\na = 1\n1/0")
    assert ran.cell.names == ("a",)
    assert ran.cell.error.place == Place(file="hw.py", line=6)
    assert ran.notes == (
        "line 1: %matplotlib inline was skipped: it works only in a notebook",
        "line 2: !pip install x was skipped: it works only in a notebook",
        "line 4: %time 1 was skipped: it works only in a notebook",
    )


def test_a_syntax_error_beside_magic_lines_is_told_as_it_is(runner):
    error = runner.module("a = (\n%matplotlib inline\nb = ]\n").cell.error
    assert error.type == "SyntaxError"


def test_a_percent_sign_in_a_long_string_is_left_alone(runner):
    ran = runner.module('a = """\n% of\n"""', probe=lambda run: run.namespace["a"])
    assert ran.probed == "\n% of\n"
    assert ran.notes == ()


def test_a_module_saved_from_a_notebook_runs_without_its_magics(runner):
    source = (
        "get_ipython().run_line_magic('matplotlib', 'inline')\n"
        "get_ipython().run_cell_magic('bash', '', 'ls')\n"
        "get_ipython().magic('cd x')\n"
        "get_ipython().system('ls')\n"
        "a = get_ipython().getoutput('ls')\n"
    )
    ran = runner.module(source, probe=lambda run: run.namespace["a"])
    assert ran.cell.error is None
    assert ran.probed == []
    assert ran.notes == (
        "%matplotlib inline was skipped: it works only in a notebook",
        "%%bash was skipped: it works only in a notebook",
        "%cd x was skipped: it works only in a notebook",
        "!ls was skipped: it works only in a notebook",
    )


def test_a_plain_module_has_no_get_ipython(runner):
    ran = runner.module("try:\n    get_ipython\nexcept NameError:\n    plain = 1\n")
    assert ran.cell.names == ("plain",)


def test_a_watched_name_is_kept_as_it_was_when_made(runner):
    source = "x = [1]\nx.append(2)\ny = 1\nx = [5]\nx.append(6)\nfor y in (7, 8): pass\ndel y\n"
    made = runner.module(source, watch=("x", "y", "z")).made
    assert [int(item.digits) for item in made["x"].items] == [5]
    assert made["y"] == IntValue(digits="8")
    assert set(made) == {"x", "y"}


def test_a_watched_name_is_kept_although_its_statement_then_raised(runner):
    made = runner.module("for x in (1, 2):\n    if x == 2: 1/0\n", watch=("x",)).made
    assert made["x"] == IntValue(digits="2")


def test_a_new_object_at_an_old_address_is_still_seen(runner):
    source = "".join(f"x = [{value}]\ndel x\n" for value in range(20))
    made = runner.module(source, watch=("x",)).made
    assert [int(item.digits) for item in made["x"].items] == [19]
