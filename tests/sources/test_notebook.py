import json
import subprocess
import sys
import time

import pytest

from grader.errors import SubmissionError
from grader.sources import read_submission
from grader.sources.caps import MAX_CELLS


def code(source, count=None, **more):
    made = {"cell_type": "code", "metadata": {}, "outputs": [], "source": source}
    return {**made, "execution_count": count, **more}


def notebook(*cells, metadata=None, **more):
    fixed = {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata or {}}
    return {**fixed, "cells": list(cells), **more}


def old(*cells, metadata=None):
    sheet = {"cells": list(cells), "metadata": {}}
    name = {"name": "", **(metadata or {})}
    return {"nbformat": 3, "nbformat_minor": 0, "metadata": name, "worksheets": [sheet]}


def read(tmp_path, tree, name="hw.ipynb"):
    file = tmp_path / name
    file.write_text(tree if isinstance(tree, str) else json.dumps(tree), encoding="utf-8")
    return read_submission(file)


def refusal(tmp_path, tree, name="hw.ipynb"):
    with pytest.raises(SubmissionError) as caught:
        read(tmp_path, tree, name)
    return str(caught.value).replace(str(tmp_path) + "/", "")


def test_code_cells_are_numbered_from_one_and_others_passed_over(tmp_path):
    program = read(
        tmp_path,
        notebook(
            {"cell_type": "markdown", "metadata": {}, "source": "# 연습"},
            code("a = 1", 3),
            {"cell_type": "raw", "metadata": {}, "source": "x"},
            code(["b = 2\r\n", "c = 3"]),
            code([]),
        ),
    ).program
    assert (program.kind, program.name) == ("notebook", "hw.ipynb")
    assert [(each.number, each.source, each.execution_count) for each in program.cells] == [
        (1, "a = 1", 3),
        (2, "b = 2\nc = 3", None),
        (3, "", None),
    ]


@pytest.mark.parametrize(
    "count",
    [
        pytest.param(True, id="bool"),
        pytest.param("3", id="text"),
        pytest.param(0, id="zero"),
        pytest.param(10**50, id="huge"),
        pytest.param(1.0, id="float"),
    ],
)
def test_an_execution_count_that_is_none_is_missing(tmp_path, count):
    assert read(tmp_path, notebook(code("a", count))).program.cells[0].execution_count is None


def test_format_3_is_upgraded(tmp_path):
    cells = read(
        tmp_path,
        old(
            {"cell_type": "heading", "level": 1, "metadata": {}, "source": "연습"},
            {
                "cell_type": "code",
                "input": ["a = 1\n", "b"],
                "language": "python",
                "outputs": [],
                "prompt_number": 7,
            },
            {"cell_type": "code", "input": "c = 1"},
        ),
    ).program.cells
    assert [(each.source, each.execution_count) for each in cells] == [
        ("a = 1\nb", 7),
        ("c = 1", None),
    ]


def test_format_3_declares_its_set_too(tmp_path):
    tree = old({"cell_type": "code", "input": "a"}, metadata={"grader": {"set": "basics"}})
    assert read(tmp_path, tree).declared_set == "basics"


def test_format_4_does_not_import_nbformat(tmp_path):
    (tmp_path / "hw.ipynb").write_text(json.dumps(notebook(code("a = 1"))))
    script = (
        "import sys; from grader.sources import read_submission;"
        f"read_submission({str(tmp_path / 'hw.ipynb')!r});"
        "print(sorted({'nbformat', 'IPython', 'torch', 'numpy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("[]\n", "")


def test_python_file_that_is_a_notebook(tmp_path):
    submission = read(tmp_path, notebook(code("a = 1")), name="hw.py")
    assert (submission.program.kind, submission.program.name) == ("notebook", "hw.py")


def test_damaged_notebook_in_a_python_file_is_told_as_such(tmp_path):
    assert refusal(tmp_path, '{"cells": [{"cell_type": "code",', name="hw.py").startswith(
        "hw.py, line 1, column 33: this is not JSON, which a notebook is made of"
    )


def test_module_that_begins_with_a_dict_is_a_module(tmp_path):
    assert read(tmp_path, '{"a": 1}\n', name="hw.py").program.kind == "module"


AGAIN = "; save or download the notebook again from Jupyter or Colab"
NOT = "hw.ipynb, line 1, column 1: this is not a notebook: "


@pytest.mark.parametrize(
    ("tree", "message"),
    [
        pytest.param(
            '{"cells": [\n  1,\n  oops]}',
            "hw.ipynb, line 3, column 3: this is not JSON, which a notebook is made of"
            " (Expecting value); save or download the notebook again, or name a Python file .py",
            id="not JSON",
        ),
        pytest.param(
            "import torch\n",
            "hw.ipynb, line 1, column 1: this is not JSON, which a notebook is made of"
            " (Expecting value); save or download the notebook again, or name a Python file .py",
            id="Python",
        ),
        pytest.param([1], NOT + "it is JSON, but not an object with `cells`" + AGAIN, id="list"),
        pytest.param({"a": 1}, NOT + "it is JSON, but has no number `nbformat`" + AGAIN, id="dict"),
        pytest.param({"nbformat": 4}, NOT + "its `cells` is not a list" + AGAIN, id="no cells"),
        pytest.param(
            {"nbformat": 3}, NOT + "its `worksheets` is not a list" + AGAIN, id="no worksheets"
        ),
        pytest.param(
            {"nbformat": 3, "worksheets": [1]},
            NOT + "one of its `worksheets` is not an object" + AGAIN,
            id="no worksheet",
        ),
        pytest.param(
            notebook(code("a"), 5), NOT + "entry 2 of its `cells` is no cell" + AGAIN, id="no cell"
        ),
        pytest.param(
            notebook({"cell_type": 1}),
            NOT + "entry 1 of its `cells` is no cell" + AGAIN,
            id="no cell type",
        ),
        pytest.param("[" * 100_000, NOT + "it is nested too deeply" + AGAIN, id="deep lists"),
        pytest.param('{"a":' * 100_000, NOT + "it is nested too deeply" + AGAIN, id="deep objects"),
        pytest.param(
            f'{{"nbformat": {"1" * 9999}}}',
            NOT + "it holds a number of thousands of digits" + AGAIN,
            id="huge number",
        ),
        pytest.param(
            notebook(code("a"), nbformat=2),
            "hw.ipynb is a notebook of format 2, and formats 3 and 4 are read;"
            " open it in Jupyter and save it again",
            id="too old",
        ),
        pytest.param(
            notebook({"cell_type": "markdown", "source": "a"}),
            "hw.ipynb has no code cell, so there is nothing to grade;"
            " write your answers in code cells and save the notebook",
            id="no code cell",
        ),
        pytest.param(
            notebook(code("a"), code(None)),
            "hw.ipynb, cell 2: its `source` is neither text nor lines of text;"
            " open the notebook in Jupyter, put that cell right and save it",
            id="source of another type",
        ),
        pytest.param(
            old({"cell_type": "code", "input": ["a", 1]}),
            "hw.ipynb, cell 1: its `source` is neither text nor lines of text;"
            " open the notebook in Jupyter, put that cell right and save it",
            id="format 3 input of another type",
        ),
        pytest.param(
            notebook(code("x = '\ud83d'")),
            "hw.ipynb, cell 1: it holds half of a character;"
            " open the notebook in Jupyter, put that cell right and save it",
            id="lone surrogate",
        ),
        pytest.param(
            notebook(*[code("")] * 100_000),
            "hw.ipynb has 100000 cells, and at most 5000 are read;"
            " hand in a notebook with the exercises only",
            id="100,000 cells",
        ),
        pytest.param(
            notebook(code("a = 1\n" * 50_000)),
            "hw.ipynb holds more than 200 kB of code;"
            " hand in the exercises only, and keep data in files of their own",
            id="too much code",
        ),
    ],
)
def test_what_is_no_notebook_is_refused(tmp_path, tree, message):
    assert refusal(tmp_path, tree) == message


def test_most_cells_are_read(tmp_path):
    assert len(read(tmp_path, notebook(*[code("a")] * MAX_CELLS)).program.cells) == MAX_CELLS


def test_200_megabytes_are_refused_at_once(tmp_path):
    file = tmp_path / "hw.ipynb"
    with file.open("wb") as out:
        out.truncate(200_000_000)
    start = time.perf_counter()
    with pytest.raises(SubmissionError) as caught:
        read_submission(file)
    assert time.perf_counter() - start < 0.1
    assert str(caught.value) == (
        f"{file}: it is larger than 20 MB; clear a notebook's outputs, or make the file smaller"
    )


@pytest.mark.parametrize(
    ("counts", "pair"),
    [
        pytest.param([1, 2, 3], None, id="in order"),
        pytest.param([None, None], None, id="never run"),
        pytest.param([5, None, 9], None, id="one not run"),
        pytest.param([2, 1], (1, 2), id="swapped"),
        pytest.param([1, 4, 5, None, 3, 2], (2, 5), id="the first pair"),
        pytest.param([3, 3], None, id="equal"),
    ],
)
def test_order_in_which_cells_were_run(tmp_path, counts, pair):
    tree = notebook(*(code("a", count) for count in counts))
    assert read(tmp_path, tree).ran_out_of_order == pair
