"""Each layout, on real folders and zips."""

import os
import unicodedata
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.collect import LAYOUT_NAMES, Roster, find
from grader.collect.canvas import attachment_of
from grader.collect.moodle import part_of
from grader.errors import UsageError
from grader.model.classroom import Student
from grader.sources import read_submission

NOTEBOOK = '{"nbformat": 4, "metadata": {}, "cells": [{"cell_type": "code", "source": "x = 1"}]}'


def fill(folder, *names):
    for at, name in enumerate(names):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(NOTEBOOK if name.endswith(".ipynb") else "x = 1\n")
        os.utime(path, (1_000_000 + at, 1_000_000 + at))
    return folder


@pytest.fixture
def class_(tmp_path):
    (tmp_path / "class").mkdir()
    return tmp_path / "class"


def collected(place, tmp_path, **wishes):
    return find(place, room=tmp_path / "room", **wishes)


def told(collection):
    return [(each.student.id, each.attempt, each.shown) for each in collection.hand_ins]


def overlooked(collection):
    return {each.shown: str(each.why) for each in collection.overlooked}


def refusal(place, tmp_path, **wishes):
    with pytest.raises(UsageError) as caught:
        collected(place, tmp_path, **wishes)
    return str(caught.value).replace(str(tmp_path), "TMP")


def test_files(class_, tmp_path):
    fill(class_, "kim.py", "lee.ipynb", "notes.pdf", ".DS_Store", "deep/x.py", "kim.ipynb")
    found = collected(class_, tmp_path)
    assert found.layout == "files"
    assert told(found) == [("kim", 2, "kim.ipynb"), ("lee", 1, "lee.ipynb")]
    assert [each.shown for each in found.superseded] == ["kim.py"]
    assert overlooked(found) == {
        "notes.pdf": "it is neither a module, a notebook nor a zip",
        "deep/": "it is a folder beside files; put it elsewhere, or take --layout folders for all",
    }


@pytest.mark.parametrize("attempt", ["all", "best"])
def test_all_attempts(class_, tmp_path, attempt):
    fill(class_, "kim.py", "kim.ipynb")
    found = collected(class_, tmp_path, attempt=attempt)
    assert told(found) == [("kim", 1, "kim.py"), ("kim", 2, "kim.ipynb")]
    assert found.superseded == ()


def test_folders(class_, tmp_path):
    fill(
        class_,
        "kim/hw.py",
        "kim/data.csv",
        "lee/hw1/hw.py",
        "read.me",
        "kim10/a.py",
        "kim2/b.py",
        ".idea/x.py",
    )
    (class_ / "empty").mkdir()
    found = collected(class_, tmp_path)
    assert found.layout == "folders"
    assert [each.student.id for each in found.hand_ins] == ["kim", "kim2", "kim10", "lee"]
    assert read_submission(found.hand_ins[3].path).program.name == "hw.py"
    assert overlooked(found) == {
        "read.me": "it is a file beside the students' folders",
        "empty/": "it is empty",
        ".idea/": "it is hidden",
    }


def test_one_folder_that_wraps_a_class_and_one_that_is_a_student(class_, tmp_path):
    fill(class_, "homework/kim.py", "homework/lee.py")
    assert collected(class_, tmp_path).layout == "files"
    fill(tmp_path / "other", "kim/hw.py", "kim/data.csv")
    assert told(collected(tmp_path / "other", tmp_path)) == [("kim", 1, "kim/")]


def test_moodle_folders(class_, tmp_path):
    fill(
        class_,
        "ONeil Ann_7_assignsubmission_file/hw.py",
        "Kim_12_assignsubmission_file_/hw.py",
        "Kim_13_assignsubmission_file/hw.py",
        "Kim_13_assignsubmission_onlinetext/onlinetext.html",
        "index.html",
    )
    found = collected(class_, tmp_path)
    assert (found.layout, [each.student.id for each in found.hand_ins]) == (
        "moodle",
        ["7", "12", "13"],
    )
    assert [each.student.name for each in found.hand_ins] == ["ONeil Ann", "Kim", "Kim"]
    assert overlooked(found) == {
        "Kim_13_assignsubmission_onlinetext/": (
            "it is no file but what was typed into Moodle; read it"
        ),
        "index.html": "its name is not one that Moodle gives",
    }


def test_moodle_flat_and_groups(class_, tmp_path):
    fill(
        class_,
        "Team A_3_Ann Lee_7_assignsubmission_file_hw.py",
        "Team A_3_Ann Lee_7_assignsubmission_file_data.csv",
        "Bo_8_assignsubmission_file_hw_1.py",
        "Bo_8_assignsubmission_file_more/x.py",
    )
    found = collected(class_, tmp_path)
    first, second = found.hand_ins
    assert (first.student.id, first.student.name, second.student.id) == ("7", "Ann Lee", "8")
    submission = read_submission(first.path)
    assert submission.program.name == "hw.py"
    assert [each.path for each in submission.helpers] == ["data.csv"]
    assert list(overlooked(found).values()) == ["it is a folder beside the same student's files"]


def test_canvas(class_, tmp_path):
    fill(
        class_,
        "kimminsu_LATE_31_901_hw-1.py",
        "kimminsu_31_900_hw.py",
        "leean_32_903_hw.ipynb",
        "leean_32_904_data.csv",
        "leean_32_905_util.py",
        "leean_32_906_util-1.py",
        "parkjin_33_text.html",
        "choi_34_link.html",
        "anon_aB3x_LATE_907_hw.py",
        "jo_35_908_hw.pdf",
        "gradebook.csv",
    )
    found = collected(class_, tmp_path)
    assert found.layout == "canvas"
    assert told(found) == [
        ("31", 2, "kimminsu_LATE_31_901_hw-1.py"),
        ("32", 1, "leean_32_903_hw.ipynb"),
        ("35", 1, "jo_35_908_hw.pdf"),
        ("anon_aB3x", 1, "anon_aB3x_LATE_907_hw.py"),
    ]
    assert [each.late for each in found.hand_ins] == [True, False, False, True]
    lee = read_submission(found.hand_ins[1].path)
    assert (lee.program.name, [each.path for each in lee.helpers]) == (
        "hw.ipynb",
        ["data.csv", "util.py"],
    )
    assert overlooked(found) == {
        "leean_32_905_util.py": "the student handed in a newer version of it",
        "parkjin_33_text.html": "it is no file but what was typed into Canvas; read it",
        "choi_34_link.html": "it is no file but what was typed into Canvas; read it",
        "gradebook.csv": "its name is not one that Canvas gives",
    }


METADATA = """---
submission_1:
  :submitters:
  - :name: 김민수
    :sid: '20231234'
    :email: kim@x.kr
  - :name: Lee
    :email: lee@x.kr
  :created_at: !ruby/object:ActiveSupport::TimeWithZone 2024-03-01 12:00:00.5 +09:00
submission_2:
  :submitters:
  - :name: 김민수
    :sid: '20231234'
  :created_at: 2024-03-02 00:00:00.000000000 Z
submission_9:
  :submitters: []
"""


def test_gradescope(class_, tmp_path):
    export = fill(class_ / "assignment_1_export", "submission_1/a.py", "submission_2/a.py")
    fill(export, "submission_3/a.py")
    (export / "submission_metadata.yml").write_text(METADATA, "utf-8")
    found = collected(class_, tmp_path, attempt="all")
    assert found.layout == "gradescope"
    assert [(each.student.id, each.attempt, each.submitted) for each in found.hand_ins] == [
        ("20231234", 1, "2024-03-01T03:00:00.500000+00:00"),
        ("20231234", 2, "2024-03-02T00:00:00+00:00"),
        ("lee@x.kr", 1, "2024-03-01T03:00:00.500000+00:00"),
        ("submission_3", 1, None),
    ]
    assert [str(each.notes[0]) for each in found.hand_ins if each.notes] == [
        "handed in by a group of 2 students",
        "handed in by a group of 2 students",
        "submission_metadata.yml does not say whose it is",
    ]
    assert overlooked(found) == {
        "submission_9": "submission_metadata.yml names it, but it is not there"
    }


def test_gradescope_metadata_that_are_none(class_, tmp_path):
    fill(class_, "submission_1/a.py")
    (class_ / "submission_metadata.yml").write_text("[" * 1000)
    assert refusal(class_, tmp_path) == (
        "submission_metadata.yml is not what Gradescope writes (it is nested too deeply);"
        " export the submissions again, or take --layout folders"
    )


def test_nbgrader_exchange(class_, tmp_path):
    fill(
        class_ / "inbound",
        "a+b+ps1+2024-03-02 10:00:00.000001 UTC+rand/hw.ipynb",
        "a+b+ps1+2024-03-02 18:00:00.000000 KST+rand/hw.ipynb",
        "bo+ps1+2024-03-01 10:00:00.0 XYZ/hw.ipynb",
        "stray/x.py",
    )
    found = collected(class_, tmp_path)
    assert found.layout == "nbgrader"
    assert [(each.student.id, each.attempt, each.submitted) for each in found.hand_ins] == [
        ("a+b", 2, "2024-03-02T10:00:00.000001+00:00"),
        ("bo", 1, None),
    ]
    assert found.superseded[0].submitted == "2024-03-02T09:00:00+00:00"
    assert overlooked(found) == {"inbound/stray/": "its name is not one that nbgrader gives"}


def test_nbgrader_submitted(class_, tmp_path):
    fill(class_, "submitted/kim/ps1/hw.py", "submitted/kim/ps2/hw.py", "submitted/lee/ps1/hw.py")
    assert refusal(class_, tmp_path) == (
        "There are several assignments (ps1, ps2); choose one with --assignment NAME."
    )
    assert refusal(class_, tmp_path, assignment="ps3") == (
        "There is no assignment ps3; did you mean ps2?"
    )
    assert refusal(class_, tmp_path, assignment="zzzz") == (
        "There is no assignment zzzz; there are: ps1, ps2."
    )
    found = collected(class_, tmp_path, assignment="ps1")
    assert told(found) == [
        ("kim", 1, "submitted/kim/ps1/"),
        ("lee", 1, "submitted/lee/ps1/"),
    ]
    assert overlooked(found) == {"submitted/kim/ps2/": "it is of another assignment"}


def test_layout_can_be_forced(class_, tmp_path):
    fill(class_, "kim_12_assignsubmission_file_hw.py")
    assert collected(class_, tmp_path).layout == "moodle"
    assert collected(class_, tmp_path, layout="files").layout == "files"
    assert refusal(class_, tmp_path, layout="canvas") == (
        "What is there (kim_12_assignsubmission_file_hw.py) is not laid out as canvas;"
        " leave --layout out, and it is recognised."
    )
    assert refusal(class_, tmp_path, layout="moodel") == (
        "There is no layout moodel; did you mean moodle?"
    )
    assert refusal(class_, tmp_path, layout="zzz") == (
        "There is no layout zzz; there are: gradescope, nbgrader, moodle, canvas, folders, files."
    )
    assert len(LAYOUT_NAMES) == 6


def test_nothing_to_collect(class_, tmp_path):
    assert refusal(class_, tmp_path) == "TMP/class: it is empty."
    (class_ / "a.pdf").write_text("x")
    assert refusal(class_, tmp_path) == (
        "No submissions were found; what is there (a.pdf) has none of the layouts gradescope,"
        " nbgrader, moodle, canvas, folders, files."
        " Give the folder or zip that holds the submissions."
    )
    assert refusal(class_ / "a.pdf", tmp_path) == (
        "TMP/class/a.pdf: it is one file; give a folder or a zip of a class,"
        " or grade it with grade check."
    )
    assert refusal(tmp_path / "none", tmp_path) == (
        "TMP/none: there is no such file or folder; check the spelling and where you are."
    )


def test_links_and_pipes_are_not_followed(class_, tmp_path):
    fill(class_, "kim.py")
    (class_ / "out.py").symlink_to("/etc/passwd")
    os.mkfifo(class_ / "pipe.py")
    assert overlooked(collected(class_, tmp_path)) == {
        "out.py": "it is a link, and links are not followed; put the file itself there",
        "pipe.py": "it is not an ordinary file but a pipe, a socket or a device",
    }


def test_unreadable_files_and_folders(class_, tmp_path, monkeypatch):
    fill(class_, "kim/hw.py", "lee/hw.py", "jo.py")
    (class_ / "lee").chmod(0)
    (class_ / "jo.py").chmod(0)
    (tmp_path / "room").mkdir()
    monkeypatch.chdir(class_)
    user = os.geteuid()
    if user == 0:
        class_.chmod(0o755)
        (class_ / "kim").chmod(0o755)
        os.seteuid(65534)
    try:
        found = find(".", room=tmp_path / "room")
    finally:
        os.seteuid(user)
        (class_ / "lee").chmod(0o755)
    why = "you may not read it; change its permissions (chmod u+r) or ask its owner"
    assert overlooked(found) == {"jo.py": why, "lee/": why}
    assert [each.student.id for each in found.hand_ins] == ["kim"]


def test_both_spellings_of_a_korean_name_are_one_student(class_, tmp_path):
    name = "김민수"
    fill(class_, f"{unicodedata.normalize('NFD', name)}.py", f"{name}.ipynb")
    found = collected(class_, tmp_path)
    assert told(found) == [(name, 2, f"{name}.ipynb")]
    assert len(found.superseded) == 1


def test_a_name_that_is_not_text(class_, tmp_path):
    fill(class_, "kim.py")
    with open(os.path.join(os.fsencode(class_), b"\xb1\xe8.py"), "wb") as file:
        file.write(b"x = 1")
    assert overlooked(collected(class_, tmp_path)) == {
        "\\xb1\\xe8.py": "its name is not UTF-8; if it comes from a zip, give the zip itself"
    }


def test_a_file_handed_in_alone_takes_no_neighbour(class_, tmp_path):
    fill(class_, "lee.py")
    (class_ / "kim.py").write_text("import lee\n")
    kim = collected(class_, tmp_path).hand_ins[0]
    assert read_submission(kim.path, alone=True).helpers == ()
    assert [each.path for each in read_submission(kim.path).helpers] == ["lee.py"]


def test_thousands(class_, tmp_path):
    for at in range(2000):
        (class_ / f"s{at}.py").write_text("")
    roster = Roster(file="r.csv", students=tuple(Student(id=f"s{at}") for at in range(2001)))
    found = collected(class_, tmp_path, roster=roster)
    assert len(found.hand_ins) == 2000
    assert [each.id for each in found.missing] == ["s2000"]


def test_zip_of_a_student_is_a_folder(class_, tmp_path):
    for place in (class_ / "kim.zip", class_ / "deep.zip"):
        with zipfile.ZipFile(place, "w") as archive:
            archive.writestr("hw1/hw.py", "x = 1")
            archive.writestr("hw1/data.csv", "1")
            if place.name == "deep.zip":
                archive.writestr("hw1/more.zip", b"PK")
    found = collected(class_, tmp_path)
    submissions = [read_submission(each.path) for each in found.hand_ins]
    assert [each.program.name for each in submissions] == ["hw.py", "hw.py"]
    assert overlooked(found) == {
        "deep.zip › hw1/more.zip": "it is a zip within a zip; only the outer one is unpacked"
    }


@given(st.text(), st.integers(0, 10**15), st.text())
def test_moodle_names_are_read_back(name, number, file):
    part = part_of(f"{name}_{number}_assignsubmission_file_{file}")
    if "_" in name:
        return
    assert part is not None
    assert (part.number, part.name, part.kind, part.file) == (
        str(number),
        name.strip(),
        "file",
        file,
    )


@given(st.text())
def test_no_name_breaks_a_layout(name):
    part_of(name)
    attachment_of(name)


@given(
    st.from_regex(r"[a-z]{1,20}", fullmatch=True),
    st.booleans(),
    st.integers(0, 10**15),
    st.integers(0, 10**15),
    st.text(min_size=1),
)
def test_canvas_names_are_read_back(name, late, user, number, file):
    if name == "anon":
        return
    found = attachment_of(f"{name}{'_LATE' if late else ''}_{user}_{number}_{file}")
    assert found is not None
    assert found[:5] == (str(user), name, late, number, file)
