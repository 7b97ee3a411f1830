"""Reading a roster, and joining it to what was found."""

import pytest

from grader.collect import find, read_roster
from grader.errors import UsageError
from grader.model.classroom import Student


def written(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "roster.csv"
    path.write_bytes(text.encode(encoding))
    return path


def read(tmp_path, text, encoding="utf-8"):
    return read_roster(str(written(tmp_path, text, encoding))).students


def told(student):
    return (student.id, student.name, student.email, student.sid)


@pytest.mark.parametrize(
    ("text", "encoding", "expected"),
    [
        pytest.param("id,name\n1,Ann\n", "utf-8", ("1", "Ann", "", ""), id="plain"),
        pytest.param("학번,성명\n2023,김민수\n", "cp949", ("2023", "김민수", "", ""), id="CP949"),
        pytest.param(
            "학번;이름;이메일\n1;김;k@x\n", "utf-8-sig", ("1", "김", "k@x", ""), id="mark"
        ),
        pytest.param("Student ID\tFull Name\n7\tA B\n", "utf-16", ("7", "A B", "", ""), id="tabs"),
        pytest.param(
            'Student,ID,SIS User ID,Section\n    Points Possible,,,\n"Kim, A",31,s9,x\n',
            "utf-8",
            ("31", "Kim, A", "", "s9"),
            id="Canvas",
        ),
        pytest.param(
            "Identifier,Full name,Email address\nParticipant 12,Ann,a@x\n",
            "utf-8",
            ("12", "Ann", "a@x", ""),
            id="Moodle",
        ),
        pytest.param(
            "user,First name,Last name\na,Ann,Lee\n", "utf-8", ("a", "Ann Lee", "", ""), id="halves"
        ),
    ],
)
def test_spellings(tmp_path, text, encoding, expected):
    assert [told(each) for each in read(tmp_path, text, encoding)] == [expected]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        pytest.param("", "it is empty", id="empty"),
        pytest.param(
            "id,name\n", "it lists no student; a line for each comes below the titles", id="titles"
        ),
        pytest.param(
            "who,name\n1,A\n",
            "line 1 has no column of ids, only: who, name; call the column with the ids `id`",
            id="no ids",
        ),
        pytest.param(
            "id,name\n1,A\n\n1,B\n",
            "the id 1 is on line 2 and again on line 4; remove one of them",
            id="twice",
        ),
        pytest.param("id,name\n1,A\n,B\n", "line 3 has no id; give it one", id="blank id"),
        pytest.param('id\n"a"b\n', "it is not a CSV file (',' expected after '\"')", id="quotes"),
    ],
)
def test_mistakes(tmp_path, text, why):
    with pytest.raises(UsageError) as caught:
        read(tmp_path, text)
    assert str(caught.value) == f"The roster {tmp_path}/roster.csv: {why}."


def test_neither_encoding_nor_there(tmp_path):
    (tmp_path / "roster.csv").write_bytes(b"id\n\xff\xff\n")
    with pytest.raises(UsageError, match="it is neither UTF-8 nor CP949; save it as CSV in UTF-8"):
        read_roster(str(tmp_path / "roster.csv"))
    with pytest.raises(UsageError, match=r"none\.csv: there is no such file or folder"):
        read_roster(str(tmp_path / "none.csv"))


def joined(tmp_path, roster, *names):
    (tmp_path / "class").mkdir()
    for name in names:
        (tmp_path / "class" / name).write_text("x = 1")
    people = read_roster(str(written(tmp_path, roster)))
    return find(tmp_path / "class", room=tmp_path / "room", roster=people)


@pytest.mark.parametrize(
    "name",
    ["2023", "s9", "kim@x.kr", "kim", "김민수", "민수_김", "2023_김민수", "hw (2023)"],
)
def test_ways_to_be_known(tmp_path, name):
    found = joined(tmp_path, "id,name,sid,email\n2023,김 민수,s9,Kim@x.kr\n", f"{name}.py")
    assert found.hand_ins[0].student == Student(
        id="2023", name="김 민수", email="Kim@x.kr", sid="s9"
    )
    assert found.missing == ()


def test_one_student_under_two_names_has_two_attempts(tmp_path):
    found = joined(tmp_path, "id,name\n2023,김\n", "2023.py", "2023_hw.py")
    assert [(each.student.id, each.attempt) for each in found.hand_ins] == [("2023", 2)]
    assert len(found.superseded) == 1


def test_a_number_in_a_name_is_no_id(tmp_path):
    found = joined(tmp_path, "id,name\n1,Ann\n", "kim_hw_1.py")
    assert told(found.hand_ins[0].student) == ("kim_hw_1", "", "", "")
    assert [each.id for each in found.missing] == ["1"]


def test_nobody_is_guessed(tmp_path):
    roster = "id,name\n1,Ann Lee\n2,Ann Lee\n3,Bo Kim\n4,Jo\n"
    found = joined(tmp_path, roster, "annlee.py", "bo kim.py", "bo_kim.py", "zed.py")
    assert {each.student.id: [str(note) for note in each.notes] for each in found.hand_ins} == {
        "annlee": ["fits several students of the roster (1, 2); not joined to any of them"],
        "bo kim": [
            "several submissions bear the name of Bo Kim on the roster; not joined to any of them"
        ],
        "bo_kim": [
            "several submissions bear the name of Bo Kim on the roster; not joined to any of them"
        ],
        "zed": ["not on the roster"],
    }
    assert [each.id for each in found.missing] == ["1", "2", "3", "4"]


def test_a_system_s_own_ids_stay(tmp_path):
    roster = "학번,이름\n20231234,Minsu Kim\n7,Park\n"
    names = ("kimminsu_31_900_hw.py", "choi_7_901_hw.py")
    found = joined(tmp_path, roster, *names)
    by_id = {each.student.id: each for each in found.hand_ins}
    assert told(by_id["31"].student) == ("31", "Minsu Kim", "", "20231234")
    assert [str(each) for each in by_id["7"].notes] == [
        "joined by id, but the download says choi and the roster Park"
    ]
