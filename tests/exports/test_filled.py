"""What a teacher is told of a file that was filled in."""

from grader.exports import Filled, told
from grader.model.classroom import Student
from grader.model.message import say

KIM, LEE = Student(id="1", name="김하나"), Student(id="2")


def test_nobody_is_silently_left_out():
    two = (KIM, LEE)
    found = Filled(
        data=b"",
        filled=two,
        replaced=two,
        unmatched=two,
        held_back=two,
        excused=two,
        unclaimed=("Participant 8", "Participant 9"),
        notes=(say("A note."),),
    )
    assert [str(each) for each in told(found)] == [
        "2 grades were filled in.",
        "2 of them replace other grades: 김하나 (1), 2.",
        "2 students are not in the file: 김하나 (1), 2.",
        "2 students have no final score, and were left as they are: 김하나 (1), 2.",
        "2 students are excused, and were left so: 김하나 (1), 2.",
        "2 rows are of nobody known here, and were left as they are: Participant 8, Participant 9.",
        "A note.",
    ]


def test_one_of_each():
    one = (KIM,)
    found = Filled(
        data=b"",
        filled=one,
        replaced=one,
        unmatched=one,
        held_back=one,
        excused=one,
        unclaimed=("Participant 8",),
    )
    assert [str(each) for each in told(found)] == [
        "1 grade was filled in.",
        "1 of them replaces another grade: 김하나 (1).",
        "1 student is not in the file: 김하나 (1).",
        "1 student has no final score, and was left as is: 김하나 (1).",
        "1 student is excused, and was left so: 김하나 (1).",
        "1 row is of nobody known here, and was left as is: Participant 8.",
    ]


def test_many_are_cut():
    many = tuple(Student(id=str(number)) for number in range(12))
    lines = [str(each) for each in told(Filled(data=b"", unmatched=many))]
    assert lines == [
        "0 grades were filled in.",
        "12 students are not in the file: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, ….",
    ]
