"""Submissions that are alike are found; those that are not, are not."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from io import StringIO

import pytest

from grader.errors import UsageError
from grader.locale import catalogue
from grader.model.classroom import Student
from grader.model.submission import Cell, Program
from grader.similarity import as_csv, as_json, similar

pytest.importorskip("copydetect")

STARTER = """\
# grader: tiny
import numpy as np
import torch


def load_the_table(path):
    rows = [line.split(",") for line in open(path)]
    return np.array(rows[1:], dtype=float), rows[0]


def show_the_table(table, names):
    for name, column in zip(names, table.T):
        print(f"{name}: {column.mean():.3f} +- {column.std():.3f}")
"""
KIM = """
def softmax(values):
    shifted = values - values.max(axis=1, keepdims=True)
    powers = np.exp(shifted)
    return powers / powers.sum(axis=1, keepdims=True)


def accuracy(scores, labels):
    right = 0
    for row, label in zip(scores, labels):
        if row.argmax() == label:
            right += 1
    return right / len(labels)
"""
RENAMED = KIM.replace("shifted", "s").replace("powers", "exps").replace("right", "hits")
RENAMED = RENAMED.replace("\n    return", "  # the result\n    return")
LEE = """
def accuracy(scores, labels):
    return float(np.mean(np.argmax(scores, 1) == np.asarray(labels)))


def softmax(values):
    return torch.softmax(torch.from_numpy(np.asarray(values)), dim=-1).numpy()


total = sum(number ** 2 for number in range(100) if number % 3)
"""


def module(text) -> Program:
    return Program(kind="module", name="a.py", cells=(Cell(number=1, source=text),))


def notebook(*texts) -> Program:
    cells = tuple(Cell(number=number, source=text) for number, text in enumerate(texts, 1))
    return Program(kind="notebook", name="a.ipynb", cells=cells)


def found(*programs, **options):
    students = [(Student(id=f"s{number}"), each) for number, each in enumerate(programs)]
    return similar(students, **options)


def ids(result):
    return [(pair.left.student.id, pair.right.student.id) for pair in result.pairs]


def test_other_names_comments_and_layout_hide_nothing():
    result = found(module(KIM), module(LEE), module(RENAMED))
    assert ids(result) == [("s0", "s2")]
    (pair,) = result.pairs
    assert pair.share > 0.9
    assert (result.compared, result.short, result.threshold) == (3, 0, 0.8)
    first = pair.left.fragments[0]
    assert (first.cell, first.line) == (None, 2)
    assert first.text.startswith("def softmax(values):\n    shifted = ")


def test_a_notebook_is_its_code_and_places_are_cells():
    result = found(module(KIM), notebook("%matplotlib inline\n!ls", LEE[:1], RENAMED))
    (pair,) = result.pairs
    assert {each.cell for each in pair.right.fragments} == {3}
    assert pair.right.fragments[0].line == 2


def test_the_starter_is_nobodys_own():
    programs = (module(STARTER + KIM), module(STARTER + LEE))
    assert ids(found(*programs, threshold=0.3)) == [("s0", "s1")]
    assert ids(found(*programs, threshold=0.3, boilerplate=[STARTER])) == []
    copied = found(*programs, module(STARTER + RENAMED), boilerplate=[STARTER])
    assert ids(copied) == [("s0", "s2")]
    assert copied.pairs[0].left.fragments[0].line >= STARTER.count("\n")


def test_an_untouched_starter_is_too_short_to_compare():
    result = found(module(STARTER), module(STARTER), boilerplate=[STARTER])
    assert (result.compared, result.short, result.pairs) == (0, 2, ())


def test_what_a_program_repeats_is_not_taken_for_the_starter():
    twice = KIM + KIM.replace("softmax", "again").replace("accuracy", "measure")
    result = found(module(STARTER + twice), module(STARTER + twice), boilerplate=[STARTER])
    assert result.pairs[0].share == 1


def test_what_many_have_written_says_nothing_of_any_two():
    many = [module(KIM) for _ in range(11)]
    assert found(*many).pairs == ()
    assert len(found(*many[:10]).pairs) == 45


def test_attempts_of_one_student_are_not_a_pair():
    kim = Student(id="kim")
    assert similar([(kim, module(KIM)), (kim, module(KIM))]).pairs == ()


def test_part_of_a_program_may_be_the_whole_of_another():
    (pair,) = found(module(KIM), module(LEE + KIM)).pairs
    assert pair.left.share == 1
    assert pair.right.share < 0.8


@pytest.mark.parametrize("text", ["", "x = 1", "def (:\n  '''", "\x00\udc80" * 50, "가 = 1\n" * 30])
def test_any_text_can_be_compared(text):
    assert ids(found(module(text), module(LEE), module(LEE), notebook(text, text))) == [
        ("s1", "s2")
    ]


def test_nobody_and_one():
    assert found() == found(threshold=0.8)
    assert found(module(KIM)).pairs == ()


def test_the_table_holds_no_formula_and_nothing_that_acts():
    students = [Student(id="=1+1", name="@cmd"), Student(id="b", name="\x1b[2JKim, \u202eKim")]
    result = similar(zip(students, (module(KIM), notebook(LEE[:1], KIM)), strict=True))
    rows = list(csv.DictReader(StringIO(as_csv(result))))
    assert rows == [
        {
            "share": "1.00",
            "left_id": "'=1+1",
            "left_name": "'@cmd",
            "left_share": "1.00",
            "left_places": "2",
            "right_id": "b",
            "right_name": "\\x1b[2JKim, \\u202eKim",
            "right_share": "1.00",
            "right_places": "2:2",
        }
    ]


def test_the_json_says_what_it_is():
    tree = json.loads(as_json(found(module(KIM), module(RENAMED)), catalogue("en")))
    pairs = tree.pop("pairs")
    assert tree == {
        "schema": 1,
        "note": "To look at, never a verdict: 2 submissions were compared, without the starter and "
        "what many have written. Alike may mean a common source, help that was allowed, or an "
        "exercise with one short answer.",
        "threshold": 0.8,
        "compared": 2,
        "short": 0,
        "left_out": 0,
    }
    assert pairs[0]["left"]["student"]["id"] == "s0"
    assert pairs[0]["left"]["fragments"][0]["line"] == 2


def test_without_the_package_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "copydetect", None)
    with pytest.raises(UsageError) as caught:
        found(module(KIM))
    assert str(caught.value) == (
        "Comparing submissions needs the package copydetect, which is not installed. Install it: "
        'pip install "grader[similarity]"'
    )


def test_it_is_quiet_and_loads_the_package_only_when_asked():
    code = (
        "import sys, grader.similarity as s\n"
        "assert not {'copydetect', 'matplotlib', 'scipy'} & set(sys.modules)\n"
        "from grader.model.classroom import Student\n"
        "from grader.model.submission import Cell, Program\n"
        "cells = (Cell(number=1, source='x = [1]\\n' * 99),)\n"
        "p = Program(kind='module', name='a.py', cells=cells)\n"
        "s.similar([(Student(id='a'), p), (Student(id='b'), p)])"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], check=False, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
