"""CSV that a spreadsheet shows and never executes; file names that are ours."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.exports import file_name
from grader.exports.table import FORMULA, number_cell, table, text_cell
from grader.model.classroom import Student

anything = st.text(st.characters(exclude_categories=[]))


def read(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        pytest.param("=1+1", "'=1+1", id="a formula"),
        pytest.param("+82-2", "'+82-2", id="plus"),
        pytest.param("-1", "'-1", id="minus"),
        pytest.param("@SUM(A1)", "'@SUM(A1)", id="at"),
        pytest.param("\t=1", r"'\t=1", id="tab"),
        pytest.param("\r=1", r"'\r=1", id="carriage return"),
        pytest.param("＝1+1", "'＝1+1", id="wide"),
        pytest.param("  =1", "'  =1", id="behind spaces"),
        pytest.param("a=1", "a=1", id="within"),
        pytest.param("김하나", "김하나", id="Korean"),
        pytest.param("", "", id="nothing"),
        pytest.param("a\nb\x1b[2J\u202e", r"a\nb\x1b[2J\u202e", id="what acts is shown"),
        pytest.param("\udc80", r"\udc80", id="a lone surrogate"),
    ],
)
def test_text(text, cell):
    assert text_cell(text) == cell
    assert read(table([[text, "x"]])) == [[cell, "x"]]


@pytest.mark.parametrize(
    ("number", "cell"),
    [
        pytest.param(-1.5, "-1.5", id="a negative number is no formula"),
        pytest.param(0.1 + 0.2, "0.3", id="noise"),
        pytest.param(7.0, "7", id="whole"),
        pytest.param(100000000, "100000000", id="large"),
        pytest.param(True, "true", id="true"),
        pytest.param(False, "false", id="false"),
        pytest.param(None, "", id="nothing"),
    ],
)
def test_numbers(number, cell):
    assert read(table([[number, "x"]])) == [[cell, "x"]]


def test_bytes():
    assert table([["a", 1], ['b,"', None]], bom=True) == b'\xef\xbb\xbfa,1\r\n"b,""",\r\n'
    assert table([["a"]]) == b"a\r\n"


@given(st.lists(st.lists(anything | st.floats(-1e6, 1e6), min_size=2, max_size=4), max_size=5))
def test_what_is_written_is_read_back(rows):
    shown = [[text_cell(c) if isinstance(c, str) else number_cell(c) for c in r] for r in rows]
    assert read(table(rows, bom=True)) == shown


@given(anything)
def test_no_text_begins_a_formula(text):
    ((cell, _),) = read(table([[text, "x"]]))
    assert cell.lstrip(" ")[:1] not in FORMULA - {""} or not cell.strip(" ")
    assert "\n" not in cell


@given(st.text(st.characters(exclude_categories=("Cs",)), min_size=1))
def test_a_file_name_is_harmless(text):
    name = file_name(Student(id=text))
    assert name.isprintable()
    assert name
    assert not set(name) & set('./\\:*?"<>| ')
    assert name == file_name(Student(id=text, name="another name"))


def test_file_names():
    ids = ["kim", "Kim", "김하나", "kim.json", "kim-json", "../../etc", "CON", "a/b", "a-b", ".hid"]
    names = [file_name(Student(id=each)) for each in ids]
    assert names[0] == "kim"
    assert names[2] == "김하나"
    assert len({name.casefold() for name in names}) == len(ids)
    assert not any(set(name) & set("./\\") for name in names)


@given(st.lists(st.text("aA.-_ 가", min_size=1, max_size=6), unique=True, max_size=8))
def test_file_names_are_one_each(ids):
    names = {file_name(Student(id=each)).casefold() for each in ids}
    assert len(names) == len(ids)
