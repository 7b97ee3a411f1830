"""Notebooks run cell by cell in a shell."""

from __future__ import annotations

import os

import pytest

from grader.child.programs import prepare_shell
from grader.model.run import Place, Raised, Skip
from grader.model.values import IntValue, StrValue

SKIPPED = "was skipped: shell commands and installs are switched off while grading"


def test_cells_after_a_failing_one_still_run(runner):
    ran = runner.notebook("a = 1", "b = a / 0", "c = a + 1", probe=lambda run: run.namespace["c"])
    assert [cell.number for cell in ran.cells] == [1, 2, 3]
    assert [cell.names for cell in ran.cells] == [("a",), (), ("c",)]
    assert ran.cells[1].error == Raised(
        type="ZeroDivisionError", text="division by zero", place=Place(cell=2, line=1)
    )
    assert [cell.error for cell in ran.cells[::2]] == [None, None]
    assert ran.probed == 2
    assert all(cell.seconds > 0 for cell in ran.cells)


def test_names_of_a_cell_are_those_bound_or_bound_anew(runner):
    ran = runner.notebook("a = b = 1", "b = 2\n_c = 3\n5", "def open(x): pass")
    assert [cell.names for cell in ran.cells] == [("a", "b"), ("b",), ("open",)]


def test_each_cell_keeps_what_it_printed(runner):
    ran = runner.notebook(
        "print('one')", "pass", "import sys\nprint('2', file=sys.stderr)\nprint(3)"
    )
    assert [cell.printed for cell in ran.cells] == ["one\n", "", "3\n"]


def test_each_cell_and_statement_is_told_before_it_runs(runner):
    ran = runner.notebook(
        "\n\na = 1\nb = (2 +\n 3)", "# nothing", "@staticmethod\ndef f():\n  pass"
    )
    assert ran.steps == ((1, 1), (1, 3), (1, 4), (2, 1), (3, 1), (3, 1))


def test_the_last_expression_is_displayed_as_an_object(runner):
    ran = runner.notebook("41 + 1", "7;", "x = 5", "None", "x\n", probe=lambda run: run.displays)
    assert [cell.displayed for cell in ran.cells] == [
        IntValue(digits="42"),
        None,
        None,
        None,
        IntValue(digits="5"),
    ]
    assert ran.probed == [(1, 42), (5, 5)]


def test_display_shows_objects_in_order(runner):
    ran = runner.notebook(
        "display(1, 2)\nfrom IPython.display import display as show\nshow('x'); 3",
        "display('y')\n4;",
        probe=lambda run: run.displays,
    )
    assert ran.probed == [(1, 1), (1, 2), (1, "x"), (1, 3), (2, "y")]
    assert ran.cells[1].displayed == StrValue(text="y", length=1)
    assert ran.cells[0].printed == ""


def test_displaying_runs_no_code_of_the_object(runner):
    source = "class A:\n    def __repr__(self):\n        print('ran')\n        1/0\nA()"
    ran = runner.notebook(source)
    assert ran.cell.error is None
    assert ran.cell.printed == ""
    assert ran.cell.displayed.type == "__main__.A"


def test_the_shells_own_names_work(runner):
    ran = runner.notebook("10", "a = _ + Out[1] + len(In)\nb = get_ipython().user_ns['a']")
    assert ran.cells[1].error is None
    assert ran.cells[1].names == ("a", "b")


def test_a_skipped_cell_does_not_run(runner):
    reason = Raised(type="Timeout", text="it did not come to an end")
    skips = (Skip(cell=2, line=1, reason=reason),)
    ran = runner.notebook("a = 1", "while True: pass", "b = 2", skips=skips)
    assert [cell.error for cell in ran.cells] == [None, reason, None]
    assert ran.cells[2].names == ("b",)


def test_a_syntax_error_fails_its_cell(runner):
    ran = runner.notebook("a = 1\nb = f(1,\n", "c = 1")
    assert ran.cells[0].error == Raised(
        type="SyntaxError",
        text="'(' was never closed",
        place=Place(cell=1, line=2),
        caret="b = f(1,\n     ^",
    )
    assert ran.cells[1].names == ("c",)


def test_an_error_in_a_function_of_another_cell_is_placed_there(runner):
    ran = runner.notebook("def f(x):\n    return 1 / x", "a = 1\nf(0)")
    assert ran.cells[1].error.place == Place(cell=1, line=2)


@pytest.mark.parametrize("leave", ["exit()", "quit()", "exit", "import sys; sys.exit(1)"])
def test_leaving_ends_its_cell_only(runner, leave):
    ran = runner.notebook(f"a = 1\n{leave}\nb = 2" if leave != "exit" else leave, "c = 3")
    assert ran.cells[0].error.type == "SystemExit"
    assert ran.cells[0].error.text == "exit() ended this cell here"
    assert ran.cells[0].error.place.cell == 1
    assert "b" not in ran.cells[0].names
    assert ran.cells[1].names == ("c",)


def test_await_works_at_top_level(runner):
    ran = runner.notebook(
        "import asyncio\nasync def f():\n    await asyncio.sleep(0.001)\n    return 5",
        "a = await f()\nawait f()",
        "await f() / 0",
        "b = asyncio.run(f())",
        watch=("a",),
    )
    assert ran.cells[1].displayed == IntValue(digits="5")
    assert ran.made["a"] == IntValue(digits="5")
    assert ran.cells[2].error.place == Place(cell=3, line=1)
    assert ran.cells[3].error is None


def test_a_watched_name_is_kept_as_it_was_after_its_statement(runner):
    ran = runner.notebook("x = [1]\nx.append(2)", "x.append(3)", watch=("x",))
    assert ran.made["x"].length == 1


def test_a_timed_cell_runs_as_if_it_were_not_timed(runner):
    ran = runner.notebook("\n%%time\nx = [1]\nx.append(2)\n\n1/0", watch=("x",))
    assert ran.cell.names == ("x",)
    assert ran.made["x"].length == 1
    assert ran.cell.error.place == Place(cell=1, line=6)
    assert ran.cell.printed == ""


def test_a_timed_line_binds_and_fails_like_any_other(runner):
    ran = runner.notebook("%time a = 1\n%time 1/0")
    assert ran.cell.names == ("a",)
    assert ran.cell.error.type == "ZeroDivisionError"
    assert ran.cell.error.place == Place(cell=1, line=2)


@pytest.mark.parametrize("line", ["%timeit", "%timeit -n 1000 -r 50", "%timeit -r9 -n9 -q -p 4"])
def test_timeit_runs_a_statement_once(runner, line):
    ran = runner.notebook(f"runs = []\n{line} runs.append(1)\nlen(runs)")
    assert ran.cell.error is None
    assert ran.cell.displayed == IntValue(digits="1")


def test_timeit_of_a_cell_runs_it_once_and_gives_its_result(runner):
    ran = runner.notebook("n = 0", "%%timeit -n 50 -o\nglobal n\nn += 1", "n, _.loops")
    assert ran.cells[1].error is None
    assert [int(item.digits) for item in ran.cells[2].displayed.items] == [1, 1]


def test_a_captured_cell_still_binds_and_fails(runner):
    ran = runner.notebook("%%capture got\nprint('hidden')\nx = [1]\nx.append(2)\n1/0", watch=("x",))
    assert ran.cell.printed == ""
    assert set(ran.cell.names) == {"x", "got"}
    assert ran.made["x"].length == 1
    assert ran.cell.error.place == Place(cell=1, line=5)


@pytest.mark.parametrize(
    ("cell", "command"),
    [
        pytest.param("!touch made", "!touch made", id="shell"),
        pytest.param("!!touch made", "!touch made", id="shell, twice"),
        pytest.param("%pip install made", "%pip install made", id="pip"),
        pytest.param("pip install made", "%pip install made", id="pip without its sign"),
        pytest.param("%conda install made", "%conda install made", id="conda"),
        pytest.param("%system touch made", "%system touch made", id="system"),
        pytest.param("%%bash\ntouch made", "%%bash", id="bash"),
        pytest.param("%%sh\ntouch made", "%%sh", id="sh"),
        pytest.param("%%script bash\ntouch made", "%%script bash", id="script"),
        pytest.param("%%python3\nopen('made', 'w')", "%%python3", id="python3"),
        pytest.param("%mkdir made", "!mkdir made", id="alias"),
        pytest.param("%cd /", None, id="cd to elsewhere"),
    ],
)
def test_commands_are_skipped_with_a_note(runner, cell, command):
    ran = runner.notebook(cell, "import os\nos.getcwd()", probe=lambda run: os.listdir("."))
    assert ran.cells[0].error is None
    assert ran.cells[0].printed == ""
    assert ran.probed == []
    elsewhere = "%cd / was skipped: the program stays in its own folder while grading"
    assert ran.notes == (f"cell 1: {command} {SKIPPED}" if command else f"cell 1: {elsewhere}",)


def test_the_output_of_a_command_is_an_empty_list(runner):
    ran = runner.notebook("a = !ls\na")
    assert ran.cell.displayed.type == "list"
    assert ran.cell.displayed.length == 0
    assert ran.notes == (f"cell 1: !ls {SKIPPED}",)


@pytest.mark.parametrize("name", ["run x.py", "load x.py", "edit", "debug", "pdb on"])
def test_magics_for_people_have_no_effect(runner, name):
    ran = runner.notebook(f"%{name}\na = 1")
    assert ran.cell.error is None
    assert ran.cell.names == ("a",)
    assert ran.notes == (f"cell 1: %{name} has no effect while grading",)


@pytest.mark.parametrize("ask", ["?x", "x?", "x??", "%pinfo x", "%quickref"])
def test_asking_for_help_is_harmless(runner, ask):
    ran = runner.notebook(f"x = 1\n{ask}\ny = 2")
    assert ran.cell.error is None
    assert ran.cell.printed == ""
    assert ran.cell.names == ("x", "y")


def test_an_unknown_magic_fails_its_cell(runner):
    error = runner.notebook("%nonsense").cell.error
    assert error.type == "UsageError"
    assert error.text == "Line magic function `%nonsense` not found."
    assert error.place == Place(cell=1, line=1)


def test_an_extension_that_is_not_there_is_noted(runner):
    ran = runner.notebook("%load_ext nonsense\n%load_ext autoreload\n%autoreload 2\na = 1")
    assert ran.cell.error is None
    assert ran.notes == ("cell 1: %load_ext nonsense was skipped: it is not installed here",)


def test_changing_into_a_folder_of_ones_own_works(runner):
    ran = runner.notebook("import os\nos.mkdir('data')\n%cd data\nos.path.basename(os.getcwd())")
    assert ran.cell.displayed == StrValue(text="data", length=4)
    assert ran.notes == ()


@pytest.mark.parametrize("name", ["writefile", "file"])
def test_files_are_written_inside_the_folder_only(runner, name):
    ran = runner.notebook(
        f"%%{name} made.py\na = 1\n", f"%%{name} ../made.py\na = 1\n", "import made"
    )
    assert [cell.error for cell in ran.cells] == [None, None, None]
    assert not (runner.folder / "made.py").exists()
    assert ran.notes == (
        "cell 2: %%writefile ../made.py was skipped: "
        "files are written only in the program's own folder",
    )


def test_other_magics_are_harmless(runner):
    ran = runner.notebook(
        "%matplotlib inline\n%config InlineBackend.figure_format = 'retina'\n%env A=1\na = 1",
        "%%html\n<b>x</b>",
        "%who\n%reset -f\nb = 1",
    )
    assert [cell.error for cell in ran.cells] == [None, None, None]
    assert ran.cells[0].names == ("a",)


def test_the_inline_backend_is_not_worth_an_import(runner):
    cells = (
        "import sys\nbefore = set(sys.modules)",
        "%matplotlib inline",
        "set(sys.modules) - before",
    )
    displayed = runner.notebook(*cells).cells[-1].displayed
    assert not [each.text for each in displayed.items if each.text.startswith("matplotlib.")]


def test_the_shell_writes_no_file(runner, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    runner.notebook("a = 1\n%cd /\n%history\n%hist")
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["work"]


def test_a_shell_made_beforehand_is_used_and_does_not_show_in_modules(runner):
    prepared = type(runner)(runner.folder, prepare_shell)
    assert prepared.notebook("a = 1\na").cell.displayed == IntValue(digits="1")
    source = (
        "import builtins, sys\n"
        "for name in ('display', '__IPYTHON__', 'get_ipython'):\n"
        "    assert not hasattr(builtins, name), name\n"
        "assert not hasattr(sys, 'ps1')\n"
        "from IPython.display import display\ndisplay(5)\n"
    )
    ran = prepared.module(source)
    assert ran.cell.error is None
    assert ran.cell.printed == "5\n"


def test_a_plot_of_one_cell_is_not_drawn_over_in_the_next(runner):
    ran = runner.notebook(
        "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()", "len(plt.get_fignums())"
    )
    assert ran.cells[0].error is None
    assert ran.cells[0].printed == ""
    assert ran.cells[1].displayed == IntValue(digits="0")


def test_hooks_that_raise_fail_their_cell_only(runner):
    source = (
        "def bad(*_): raise SystemExit\n"
        "get_ipython().events.register('pre_run_cell', bad)\n"
        "get_ipython().input_transformers_cleanup.append(bad)"
    )
    ran = runner.notebook(source, "a = 1", "b = 2")
    assert [cell.number for cell in ran.cells] == [1, 2, 3]
