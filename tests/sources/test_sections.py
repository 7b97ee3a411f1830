"""Sections of a program: headings, tags, marker comments."""

from __future__ import annotations

import json

import pytest

from grader.sources import read_submission


def read(tmp_path, *cells, name="hw.ipynb", **more):
    path = tmp_path / name
    tree = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": list(cells), **more}
    path.write_text(json.dumps(tree), "utf-8")
    program = read_submission(path).program
    return [
        [(each.name, each.first, each.last) for each in cell.sections] for cell in program.cells
    ]


def code(source="1", **metadata):
    return {"cell_type": "code", "source": source, "metadata": metadata, "outputs": []}


def text(source):
    return {"cell_type": "markdown", "source": source, "metadata": {}}


def whole(*names):
    return [(name, 1, None) for name in names]


def test_headings_hold_until_the_next_of_their_level(tmp_path):
    found = read(
        tmp_path,
        code(),
        text("# One\nwords"),
        code(),
        text(["## Part a ##\n", "\n", "### Deeper"]),
        code(),
        text("## Part b"),
        code(),
        text("# Two"),
        code(),
    )
    assert found == [
        [],
        whole("One"),
        whole("One", "Part a", "Deeper"),
        whole("One", "Part b"),
        whole("Two"),
    ]


def test_what_is_fenced_is_no_heading(tmp_path):
    assert read(tmp_path, text("# One\n```\n# no\n```\n"), code()) == [whole("One")]


def test_tags(tmp_path):
    assert read(tmp_path, code(tags=["ex1", 3, "ex2"]), code(tags="ex")) == [
        whole("ex1", "ex2"),
        [],
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("x = 1\n# section: A\ny = 2", [("A", 2, None)], id="within"),
        pytest.param("#section:A\n", [("A", 1, None)], id="without blanks"),
        pytest.param("# Section : A b #", [("A b", 1, None)], id="with more"),
        pytest.param("## A\n## B\nx", [("A", 1, 1), ("B", 2, None)], id="one after another"),
        pytest.param("## A\n### B\n## C", [("A", 1, 2), ("B", 2, 2), ("C", 3, None)], id="levels"),
        pytest.param("%matplotlib inline\n!ls\n## A", [("A", 3, None)], id="after magics"),
        pytest.param("x = '''\n## A\n'''", [], id="in a text"),
        pytest.param("x = 1  ## A", [], id="behind a statement"),
        pytest.param("# A", [], id="a comment"),
        pytest.param("##A", [], id="no blank"),
        pytest.param("## A\nx = '''", [("A", 1, None)], id="before a mistake"),
    ],
)
def test_marker_comments(tmp_path, source, expected):
    assert read(tmp_path, code(source)) == [expected]


def test_a_module(tmp_path):
    path = tmp_path / "hw.py"
    path.write_text("x = 1\n# section: A\ny = 2\n", "utf-8")
    (cell,) = read_submission(path).program.cells
    assert [(each.name, each.first, each.last) for each in cell.sections] == [("A", 2, None)]


def test_a_notebook_of_format_3(tmp_path):
    cells = [
        {"cell_type": "heading", "level": 2, "source": "One"},
        {"cell_type": "code", "input": "x = 1", "language": "python", "outputs": []},
    ]
    found = read(tmp_path, nbformat=3, nbformat_minor=0, worksheets=[{"cells": cells}])
    assert found == [whole("One")]
