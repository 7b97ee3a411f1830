"""Moodle's worksheet, edited in place."""

import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.errors import UsageError
from grader.exports import moodle
from grader.model.classroom import Student

ENGLISH = (
    '\ufeffIdentifier,"Full name","Email address",Status,Grade,"Maximum grade","Grade can be '
    'changed","Last modified (submission)","Last modified (grade)","Feedback comments"\r\n'
    '"Participant 101","김하나",hana@example.org,"Submitted for grading - ",,10.00,Yes,"Friday, 20 '
    'November 2026, 1:02 PM",-,\r\n'
    '"Participant 102","Sam ""S"" Lee",s@example.org,Submitted,5.00,10.00,Yes,-,-,"<p>old</p>"\r\n'
    '"Participant 103",ONeil,ann@example.org,Submitted,,10.00,No,-,-,\r\n'
    '"Participant 999","Not, Ours",x@example.org,"Nothing yet",-,10.00,Yes,-,-,"<p>a\r\nb</p>"\r\n'
)
KOREAN = (
    '\ufeff식별자,이름,이메일,상태,성적,"최대 성적","성적을 바꿀 수 있음","마지막 수정됨(제출)",'
    '"마지막 수정됨(성적)","피드백 코멘트"\n'
    '"참가자 101",김하나,a@b.kr,제출,,10.00,예,-,-,\n'
    '"참가자 103",오닐,c@b.kr,제출,,10.00,예,-,-,\n'
)
FRENCH = (
    "\ufeffIdentifiant,Nom,Statut,Note,Note maximale,Modifiable,Modifié (remise),Modifié (note),"
    "Commentaires\r\n"
    'Participant 101,Kim,Remis,-,"10,00",Oui,-,-,\r\n'
    'Participant 103,Ann,Remis,"3,50","10,00",Oui,-,-,\r\n'
)


def rows_of(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def fill(text, book, **options):
    data = text if isinstance(text, bytes) else text.encode()
    return moodle.fill(data, book, file="grades.csv", **options)


def test_the_whole_worksheet(a_class):
    found = fill(ENGLISH, a_class, feedback=lambda mark: f"<{mark.student.id}>\nnext")
    assert found.data.decode() == ENGLISH.replace(
        '"Submitted for grading - ",,10.00', '"Submitted for grading - ",8,10.00'
    ).replace('1:02 PM",-,\r\n', '1:02 PM",-,<p>&lt;101&gt;<br />next</p>\r\n').replace(
        "Submitted,5.00,", "Submitted,9,"
    ).replace('"<p>old</p>"', '"<p>&lt;102&gt;<br />next</p>"')
    ids = lambda students: [student.id for student in students]  # noqa: E731  names for reading
    assert ids(found.filled) == ["101", "102"]
    assert ids(found.replaced) == ["102"]
    assert ids(found.held_back) == ["103"]
    assert ids(found.unmatched) == ["104", "105"]
    assert found.unclaimed == ("Participant 999",)
    assert found.notes == ()


def test_who_is_held_back_is_not_touched(a_class):
    found = fill(ENGLISH, a_class, feedback=lambda mark: "x")
    line = next(line for line in ENGLISH.split("\r\n") if "103" in line)
    assert line in found.data.decode()
    told = fill(ENGLISH, a_class, include_incomplete=True)
    assert [student.id for student in told.filled] == ["101", "102", "103"]


@pytest.mark.parametrize(
    ("text", "grades"),
    [
        pytest.param(KOREAN, ["8", ""], id="Korean headers"),
        pytest.param(FRENCH, ["8", "3,50"], id="headers that nobody told us"),
    ],
)
def test_headers_in_any_language(a_class, text, grades):
    found = fill(text, a_class)
    column = {KOREAN: 4, FRENCH: 3}[text]
    assert [row[column] for row in rows_of(found.data)[1:]] == grades
    assert found.data.decode().count("\r\n") == text.count("\r\n")


def test_the_decimal_mark_is_the_worksheets(mark, book):
    found = fill(FRENCH, book(mark("101", score=7.5)))
    assert rows_of(found.data)[1][3] == "7,5"


def test_feedback_without_a_column_that_is_known(a_class):
    found = fill(FRENCH, a_class, feedback=lambda mark: "x")
    assert rows_of(found.data)[1][8] == ""
    assert [str(note) for note in found.notes] == [
        "The worksheet has no column for feedback comments that is known here: grades were filled "
        "in, feedback was not. Switch on feedback comments in the assignment, or download the "
        "worksheet with Moodle set to English."
    ]
    assert fill(KOREAN, a_class, feedback=lambda mark: "x").notes == ()


def test_no_feedback_for_a_mark_leaves_what_is_there(a_class):
    found = fill(ENGLISH, a_class, feedback=lambda mark: None)
    assert b'"<p>old</p>"' in found.data


def test_the_number_joins_and_not_the_name(mark, book):
    found = fill(ENGLISH, book(mark(Student(id="101", name='Sam "S" Lee')), mark("998")))
    assert [student.id for student in found.filled] == ["101"]
    assert [student.id for student in found.unmatched] == ["998"]


def test_students_without_a_submission_are_not_touched(mark, book, a_class):
    absent = a_class.marks[-1].model_copy(update={"student": Student(id="999")})
    found = fill(ENGLISH, book(mark("101"), absent))
    assert found.unclaimed == ("Participant 102", "Participant 103")
    assert found.unmatched == ()


def test_nobody_handed_anything_in(book):
    assert fill(ENGLISH, book()).data == ENGLISH.encode()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            ENGLISH.replace("Participant ", "Participant 7"),
            "grades.csv: nobody in it handed in what was graded. Is it the worksheet of another "
            "assignment? Download it from where the submissions came from.",
            id="another assignment",
        ),
        pytest.param(
            ENGLISH.replace("10.00", "100.00"),
            "grades.csv, line 2: the maximum grade is 100.00 there, and 10 for demo. Is it the "
            "worksheet of another assignment? If not, write `scale: {to: 100}` in course.yaml.",
            id="another maximum",
        ),
        pytest.param(
            ENGLISH.replace("Participant 102", "Participant 101"),
            "grades.csv, line 3: Participant 101 is there twice, on line 2 too. Download the file "
            "again.",
            id="a participant twice",
        ),
        pytest.param(
            ENGLISH.replace("10.00,Yes", "Good,Yes").replace("Maximum grade", "Scale"),
            "grades.csv does not look like a Moodle grading worksheet with an identifier, a grade "
            "and a maximum grade for each participant. In the assignment, switch on the offline "
            "grading worksheet and a numerical grade, and download the worksheet again; with "
            "Moodle set to English its columns are known for certain.",
            id="a scale of words",
        ),
        pytest.param(
            "Student,ID,SIS Login ID,Section,A demo (1)\n    Points Possible,,,,10\nKim,101,k,,\n",
            "grades.csv does not look like a Moodle grading worksheet with an identifier, a grade "
            "and a maximum grade for each participant. In the assignment, switch on the offline "
            "grading worksheet and a numerical grade, and download the worksheet again; with "
            "Moodle set to English its columns are known for certain.",
            id="Canvas",
        ),
        pytest.param(
            ENGLISH.encode("utf-16"),
            "grades.csv is not UTF-8 text. Download it again and give it as it comes; Excel saves "
            "it so only as “CSV UTF-8”.",
            id="another encoding",
        ),
    ],
)
def test_a_worksheet_that_is_not_the_right_one(a_class, text, told):
    with pytest.raises(UsageError) as caught:
        fill(text, a_class)
    assert str(caught.value) == told


cells = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@given(cell=cells, hostile=cells, end=st.sampled_from(["\r\n", "\n"]), score=st.floats(0, 10))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_what_is_not_ours_stays_byte_for_byte(mark, book, cell, hostile, end, score):
    paper = io.StringIO()
    head = rows_of(ENGLISH.encode())[0]
    row = ["Participant 1", cell, cell, cell, "", "10.00", "Yes", "-", "-", ""]
    other = ["Participant 2", cell, hostile, cell, "-", "10.00", "Yes", "-", "-", hostile]
    csv.writer(paper, lineterminator=end, quoting=csv.QUOTE_ALL).writerows([head, row, other])
    before = ("\ufeff" + paper.getvalue()).encode()
    found = fill(before, book(mark("1", score=score)), feedback=lambda mark: hostile)
    tail = paper.getvalue()[paper.getvalue().rindex('"Participant 2"') :].encode()
    assert found.data.endswith(tail)
    assert found.data.startswith(before[: before.rindex(b'"Participant 1"')])
    assert float(rows_of(found.data)[1][4]) == pytest.approx(score, abs=1e-9)
    assert rows_of(found.data)[1][:4] == row[:4]
