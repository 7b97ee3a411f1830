"""Canvas's exported gradebook, one column filled in."""

import csv
import io

import pytest

from grader.errors import UsageError
from grader.exports import canvas
from grader.model.classroom import Student
from grader.model.message import Text

EXPORT = (
    "Student,ID,SIS User ID,SIS Login ID,Section,A demo (42),Another (43),Current Score\r\n"
    "    Points Possible,,,,,10.0,5.0,(read only)\r\n"
    '"김, 하나",101,2026-001,hana,One,,1.0,80\r\n'
    '"Lee, Sam",902,S-2,102,One,3.0,2.0,81\r\n'
    '"O\'Neil, Ann",903,103,ann,Two,,,\r\n'
    '"Choi, Bo",904,S-4,bo@example.org,"Two, Three",EX,,\r\n'
    '"Student, Test",905,,abc,,,,\r\n'
)


def rows_of(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def fill(text, book, **options):
    return canvas.fill(text.encode(), book, file="export.csv", **options)


def ids(students) -> list[str]:
    return [student.id for student in students]


def test_the_whole_export(a_class, mark, book):
    bo = mark(Student(id="x", name="Bo", email="bo@example.org"))
    found = fill(EXPORT, book(*a_class.marks, bo))
    assert found.data.decode() == EXPORT.replace("One,,1.0", "One,8,1.0").replace(
        "One,3.0,2.0", "One,9,2.0"
    )
    assert ids(found.filled) == ["101", "102"]
    assert ids(found.replaced) == ["102"]
    assert ids(found.held_back) == ["103"]
    assert ids(found.excused) == ["x"]
    assert ids(found.unmatched) == ["104", "105"]
    assert found.unclaimed == ("Student, Test",)


@pytest.mark.parametrize(
    ("student", "row"),
    [
        pytest.param(Student(id="101"), 2, id="by ID"),
        pytest.param(Student(id="x", sid="S-2"), 3, id="by SIS User ID"),
        pytest.param(Student(id="S-2"), 3, id="an id that is the SIS User ID"),
        pytest.param(Student(id="hana"), 2, id="by SIS Login ID"),
        pytest.param(Student(id="x", email="BO@example.org"), 5, id="by an email as login"),
        pytest.param(Student(id="x", name="sam lee"), 3, id="by name"),
        pytest.param(Student(id="x", name="Lee, Sam"), 3, id="by name as there"),
        pytest.param(Student(id="x", name="김하나"), 2, id="by a Korean name"),
        pytest.param(
            Student(id="x", name="\u1100\u1175\u11b7\u1112\u1161\u1102\u1161"), 2, id="in NFD"
        ),
    ],
)
def test_how_students_are_matched(mark, book, student, row):
    text = EXPORT.replace("EX", "")
    found = fill(text, book(mark(student, score=7.5)))
    changed = [
        at for at, cells in enumerate(rows_of(found.data)) if cells != rows_of(text.encode())[at]
    ]
    assert changed == [row]
    assert rows_of(found.data)[row][5] == "7.5"


def test_an_id_goes_before_a_name(mark, book):
    first = mark(Student(id="x", name="김하나"), score=1.0)
    second = mark(Student(id="101", name="Somebody"), score=2.0)
    found = fill(EXPORT, book(first, second))
    assert rows_of(found.data)[2][5] == "2"
    assert ids(found.unmatched) == ["x"]


def test_two_students_of_one_name_are_not_guessed(mark, book):
    twins = [mark(Student(id=each, name="Sam Lee")) for each in ("x", "y")]
    found = fill(EXPORT, book(mark("101"), *twins))
    assert ids(found.unmatched) == ["x", "y"]
    text = EXPORT.replace("Choi, Bo", "Lee, Sam")
    found = fill(text, book(mark("101"), twins[0]))
    assert ids(found.unmatched) == ["x"]


@pytest.mark.parametrize(
    "assignment",
    [
        pytest.param(None, id="the set's title"),
        pytest.param("42", id="the number"),
        pytest.param("a  DEMO", id="the title"),
        pytest.param("A demo (42)", id="the header"),
    ],
)
def test_the_column(mark, book, assignment):
    found = fill(EXPORT, book(mark("101")), assignment=assignment)
    assert rows_of(found.data)[2][5] == "10"
    assert rows_of(found.data)[0][5] == "A demo (42)"


def test_the_title_in_another_language(mark, book):
    text = EXPORT.replace("A demo", "시범")
    assert rows_of(fill(text, book(mark("101"))).data)[2][5] == "10"


def test_semicolons_and_decimal_commas(mark, book):
    text = "Student;ID;Section;A demo (42)\n    Points Possible;;;10,00\nKim;101;;\n"
    found = fill(text, book(mark("101", score=7.5)))
    assert found.data.decode() == text.replace("Kim;101;;", "Kim;101;;7,5")


def test_a_row_of_posting_policies_above_the_points(mark, book):
    text = EXPORT.replace("    Points", ",,,,,Manual Posting,,\r\n    Points")
    assert rows_of(fill(text, book(mark("101"))).data)[3][5] == "10"


@pytest.mark.parametrize(
    ("text", "options", "told"),
    [
        pytest.param(
            EXPORT,
            {"assignment": "A dem"},
            "export.csv has no column for “A dem”, and a new one would be a new assignment in "
            "Canvas. Did you mean “A demo (42)”? Its columns: A demo (42), Another (43).",
            id="nearly a column",
        ),
        pytest.param(
            EXPORT.replace("A demo", "Homework"),
            {},
            "export.csv has no column for “A demo”, and a new one would be a new assignment in "
            "Canvas. Name one of its columns: Homework (42), Another (43).",
            id="no column",
        ),
        pytest.param(
            "Student,ID,Section\nKim,101,\n",
            {},
            "export.csv has no assignment’s column. Make the assignment in Canvas first, then "
            "export the gradebook again.",
            id="no column at all",
        ),
        pytest.param(
            EXPORT.replace("Another", "A demo"),
            {},
            "export.csv has several columns of that title: A demo (42), A demo (43). Say which "
            "one, by the number in brackets.",
            id="two of that title",
        ),
        pytest.param(
            EXPORT.replace("10.0,", "100.0,"),
            {},
            "export.csv: “A demo (42)” is out of 100 points there, and demo is out of 10. Is it "
            "another assignment? If not, write `scale: {to: 100}` in course.yaml.",
            id="another maximum",
        ),
        pytest.param(
            EXPORT.replace("10.0,", "(read only),"),
            {},
            "export.csv: Canvas lets nobody import the column “A demo (42)” (it is read only). "
            "Choose another one.",
            id="read only",
        ),
        pytest.param(
            EXPORT.replace("10.0,", ","),
            {},
            "export.csv has no row “Points Possible” with a number for “A demo (42)”. Export it "
            "from Canvas again.",
            id="no points",
        ),
        pytest.param(
            EXPORT.replace("902", "101"),
            {},
            "export.csv, line 4: the ID 101 is there twice, on line 3 too. Export the gradebook "
            "from Canvas again.",
            id="an ID twice",
        ),
        pytest.param(
            "Identifier,Full name,Grade\nParticipant 1,Kim,\n",
            {},
            "export.csv does not look like a gradebook that Canvas has exported: its second "
            "column should be “ID”. In Canvas: Grades, Export, Export Entire Gradebook.",
            id="Moodle",
        ),
    ],
)
def test_an_export_that_is_not_the_right_one(mark, book, text, options, told):
    with pytest.raises(UsageError) as caught:
        fill(text, book(mark("101")), **options)
    assert str(caught.value) == told


def test_nobody_matches(mark, book):
    with pytest.raises(UsageError) as caught:
        fill(EXPORT, book(mark("nobody")))
    assert str(caught.value) == (
        "export.csv: nobody in it handed in what was graded. Is it the gradebook of another "
        "course? Students are matched by ID, SIS User ID, SIS Login ID and name."
    )


def test_a_set_with_one_title_for_everybody(mark, book):
    found = fill(EXPORT, book(mark("101", score=4.0), title=Text("Another"), max_score=5))
    assert rows_of(found.data)[2][6] == "4"
