import json

import pytest

from grader.sources import read_submission


def bound(tmp_path, *sources):
    cells = [{"cell_type": "code", "source": source} for source in sources]
    (tmp_path / "hw.ipynb").write_text(json.dumps({"nbformat": 4, "cells": cells}))
    return [
        (each.name, each.cell, each.line)
        for each in read_submission(tmp_path / "hw.ipynb").bindings
    ]


@pytest.mark.parametrize(
    ("source", "names"),
    [
        pytest.param("a = b = 1", "a b", id="assignment"),
        pytest.param("a, (b, *c) = x", "a b c", id="tuple and star"),
        pytest.param("a += 1", "a", id="augmented"),
        pytest.param("a: int = 1\nb: int", "a", id="annotated"),
        pytest.param("def f(p):\n    q = 1", "f", id="function"),
        pytest.param("async def f(): pass", "f", id="async function"),
        pytest.param("class C:\n    q = 1", "C", id="class"),
        pytest.param("import a.b, c as d\nfrom e import f, g as h", "a d f h", id="imports"),
        pytest.param("from a import *", "", id="import of everything"),
        pytest.param("for a, b in x:\n    c = 1\nelse:\n    d = 1", "a b c d", id="for"),
        pytest.param("while x:\n    a = 1", "a", id="while"),
        pytest.param("if x:\n    a = 1\nelse:\n    b = 1", "a b", id="if"),
        pytest.param("with x as a, y as (b, c):\n    d = 1", "a b c d", id="with"),
        pytest.param(
            "try:\n    a = 1\nexcept E as e:\n    b = 1\nfinally:\n    c = 1", "a b c", id="try"
        ),
        pytest.param("print(a := 1)", "a", id="walrus"),
        pytest.param("[(b := a) for a in x]", "b", id="comprehension"),
        pytest.param("f = lambda p: (q := p)", "f", id="lambda"),
        pytest.param(
            "match x:\n    case [a, *b]: c = 1\n    case {'k': d, **e}: pass",
            "a b c e d",
            id="match",
        ),
        pytest.param("a.b = 1\nc[0] = 1\ndel d", "", id="no names"),
        pytest.param("%time a = 1\n%cd b\n텐서 = 1", "a 텐서", id="beside magics"),
    ],
)
def test_names_bound_at_top_level(tmp_path, source, names):
    assert [name for name, _, _ in bound(tmp_path, source)] == names.split()


def test_each_binding_has_its_cell_and_line(tmp_path):
    assert bound(tmp_path, "a = 1\na = 2; a = 3", "x = (", "%%time\nb = 1\na = 4") == [
        ("a", 1, 1),
        ("a", 1, 2),
        ("b", 3, 2),
        ("a", 3, 3),
    ]
