"""A CSV file changed cell by cell, and nowhere else."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import UsageError
from grader.exports.sheet import number_in, number_like, read_sheet

text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=8)
plain = st.text("ab,;\"\n' =가\t", max_size=6)


def written(rows, *, quoting=csv.QUOTE_MINIMAL, end="\r\n", delimiter=",", bom=False) -> bytes:
    paper = io.StringIO()
    csv.writer(paper, quoting=quoting, lineterminator=end, delimiter=delimiter).writerows(rows)
    return ("\ufeff" if bom else "").encode() + paper.getvalue().encode()


rows_of_text = st.lists(st.lists(plain | text, min_size=3, max_size=3), min_size=1, max_size=5)


@given(
    rows_of_text,
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.sampled_from(["\r\n", "\n"]),
    st.booleans(),
)
def test_it_reads_what_csv_writes(rows, quoting, end, bom):
    rows = [["a", "b", "c"], *rows]
    data = written(rows, quoting=quoting, end=end, bom=bom)
    sheet = read_sheet(data, "x.csv")
    assert [[cell.value for cell in row.cells] for row in sheet.rows] == rows
    assert sheet.changed({}) == data


@given(rows_of_text, st.data(), st.sampled_from(["\r\n", "\n"]), text)
def test_one_cell_is_changed_and_no_other_byte(rows, data, end, new):
    rows = [["a", "b", "c"], *rows]
    before = written(rows, end=end, bom=True)
    row = data.draw(st.integers(0, len(rows) - 1))
    sheet = read_sheet(before, "x.csv")
    after = sheet.changed({(row, 1): new})
    cell = sheet.rows[row].cells[1]
    head, tail = sheet.text[: cell.start].encode(), sheet.text[cell.end :].encode()
    assert after.startswith(head)
    assert after.endswith(tail)
    rows[row][1] = new
    again = read_sheet(after, "x.csv")
    assert [[each.value for each in found.cells] for found in again.rows] == rows
    reader = csv.reader(io.StringIO(after.decode("utf-8-sig"), newline=""))
    assert [found for found in reader if found] == rows


@pytest.mark.parametrize(
    ("data", "rows"),
    [
        pytest.param(b"a,b\n1,2", [["a", "b"], ["1", "2"]], id="no line end at the end"),
        pytest.param(b"a,b\n1,", [["a", "b"], ["1", ""]], id="an empty last cell"),
        pytest.param(b"a,b\r1,2\r", [["a", "b"], ["1", "2"]], id="old line ends"),
        pytest.param(b"a;b;c,d\n1;2;3", [["a", "b", "c,d"], ["1", "2", "3"]], id="semicolons"),
        pytest.param(b"a\tb\n1\t2", [["a", "b"], ["1", "2"]], id="tabs"),
        pytest.param(b'"a;b;c",b\n1,2', [["a;b;c", "b"], ["1", "2"]], id="a quoted semicolon"),
        pytest.param(b"a,b\n\n1,2\n\n", [["a", "b"], ["1", "2"]], id="empty lines"),
        pytest.param(b'a,5" wide\n', [["a", '5" wide']], id="a quote within"),
    ],
)
def test_forms(data, rows):
    sheet = read_sheet(data, "x.csv")
    assert [[cell.value for cell in row.cells] for row in sheet.rows] == rows
    assert sheet.changed({}) == data


def test_quotes_stay_and_come_where_needed():
    sheet = read_sheet(b'a,b\n"1",2\n3,4\n', "x.csv")
    assert sheet.changed({(1, 0): "9"}) == b'a,b\n"9",2\n3,4\n'
    assert sheet.changed({(2, 0): "x,y", (2, 1): 'q"'}) == b'a,b\n"1",2\n"x,y","q"""\n'


def test_lines_are_those_of_the_file():
    sheet = read_sheet(b'a,b\r\n\r\n"x\ny",2\r\n3,4', "x.csv")
    assert [row.line for row in sheet.rows] == [1, 3, 5]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        pytest.param(
            "이름,성적".encode("cp949"),
            "x.csv is not UTF-8 text. Download it again and give it as it comes; Excel saves it so "
            "only as “CSV UTF-8”.",
            id="another encoding",
        ),
        pytest.param(b"", "x.csv is empty. Download it again.", id="nothing"),
        pytest.param(
            b'a,b\n1,"2',
            "x.csv, line 2: a cell's quotes do not end where the cell does. Download the file "
            "again, or put this line right.",
            id="an open quote",
        ),
        pytest.param(
            b'a,b\n"1\\"2",3',
            "x.csv, line 2: a cell's quotes do not end where the cell does. Download the file "
            "again, or put this line right.",
            id="a quote that is not doubled",
        ),
    ],
)
def test_what_is_no_csv(data, told):
    with pytest.raises(UsageError) as caught:
        read_sheet(data, "x.csv")
    assert str(caught.value) == told


def test_a_row_without_the_cell():
    sheet = read_sheet(b"a,b\n1\n", "x.csv")
    with pytest.raises(UsageError) as caught:
        sheet.changed({(1, 1): "x"})
    assert str(caught.value) == (
        "x.csv, line 2: this row has fewer cells than the first. Download the file again."
    )


@pytest.mark.parametrize(
    ("cell", "number"),
    [("7", 7), (" 7.50 ", 7.5), ("7,5", 7.5), ("", None), ("-", None), ("1e3", None), ("-1", None)],
)
def test_numbers(cell, number):
    assert number_in(cell) == number


def test_a_number_is_written_as_its_neighbour():
    assert (number_like(7.5, "100,00"), number_like(7.5, "100.00")) == ("7,5", "7.5")
