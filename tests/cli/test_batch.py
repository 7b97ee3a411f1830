"""`grade batch`: a class from the folder to the gradebook, whatever happens in between."""

from __future__ import annotations

import csv
import json
import os
import re
import signal
import sys
import time
import zipfile

import pytest

RIGHT, WRONG = "tiny_one = 1\ntiny_two = 2\n", "tiny_one = 1\ntiny_two = 3\n"
OPTIONS = ("--set", "tiny", "--output", "out", "--jobs", "1", "--seed", "7")


@pytest.fixture
def class_(desk):
    """A class of three: one right, one wrong, one unreadable."""
    folder = desk / "class"
    folder.mkdir()
    (folder / "kim.py").write_text(RIGHT)
    (folder / "lee.py").write_text(WRONG)
    (folder / "park.ipynb").write_text("{")
    return folder


def rows(file):
    return list(csv.DictReader(file.read_text("utf-8-sig").splitlines()))


def marks(desk):
    return {
        row["student"]: (row["status"], row["score"]) for row in rows(desk / "out/gradebook.csv")
    }


def test_from_the_folder_to_the_gradebook(grade, class_, desk):
    ran = grade("batch", "class", *OPTIONS)
    assert ran.out == (
        "Found 3 submissions of 3 students (layout: files)\n"
        "Problem set: tiny\n"
        "Students: 2 graded, 1 unreadable. Graded now: 3; reused from before: 0.\n"
        "Needs a look:\n"
        "  - park\n"
        "    What was handed in cannot be read.\n"
        "    park.ipynb, line 1, column 2: this is not JSON, which a notebook is made of"
        " (Expecting property name enclosed in double quotes); save or download the notebook"
        " again, or name a Python file .py\n"
        "Gradebook: out/gradebook.csv\n"
        "To look at: out/report.html\n"
        "For students: out/reports\n"
        "To repeat with the same random numbers: --seed 7\n"
    )
    assert re.fullmatch(
        r"3 of 3 \([0-9.]+ per second, about 0 s left\): 2 graded, 1 unreadable\n"
        r"|3 of 3 \([0-9.]+ per second, about 0 s left\): 1 unreadable, 2 graded\n",
        ran.err.replace("1 graded, 1 unreadable, 1 graded", ""),
    )
    assert ran.status == 1
    assert marks(desk) == {
        "kim": ("graded", "3.5"),
        "lee": ("graded", "2.5"),
        "park": ("unreadable", ""),
    }
    assert sorted(os.listdir(desk / "out")) == [
        *("gradebook.csv", "journal.jsonl", "report.html", "reports", "staff", "summary.json")
    ]
    assert sorted(os.listdir(desk / "out/reports")) == [
        *("kim.html", "kim.json", "kim.txt", "lee.html", "lee.json", "lee.txt")
    ]
    assert sorted(os.listdir(desk / "out/staff")) == ["lee.html", "park.html"]
    assert "staff/park.html" in (desk / "out/report.html").read_text("utf-8")
    assert "reports/kim.html" in (desk / "out/report.html").read_text("utf-8")
    report = json.loads((desk / "out/reports/lee.json").read_text("utf-8"))
    assert (report["student"], report["score"], report["seed"]) == ("lee", 2.5, 7)


def test_what_has_not_changed_is_not_graded_again(grade, class_, desk):
    grade("batch", "class", *OPTIONS)
    before = (desk / "out/gradebook.csv").read_bytes()
    again = grade("batch", "class", "--set", "tiny", "--output", "out")
    assert "Graded now: 0; reused from before: 3." in again.out
    assert "--seed 7\n" in again.out
    assert (desk / "out/gradebook.csv").read_bytes() == before
    (class_ / "lee.py").write_text(RIGHT)
    (class_ / "choi.py").write_text(WRONG)
    os.remove(class_ / "park.ipynb")
    changed = grade("batch", "class", "--set", "tiny", "--output", "out", "--to", "check50")
    assert "Graded now: 2; reused from before: 1." in changed.out
    assert changed.status == 0
    assert {who: status for who, (status, _) in marks(desk).items()} == dict.fromkeys(
        ("choi", "kim", "lee"), "graded"
    )
    assert os.listdir(desk / "out/staff") == ["choi.html"]
    assert len(os.listdir(desk / "out/reports")) == 12
    assert (desk / "out/reports/choi.check50.json").exists()
    forced = grade("batch", "class", "--set", "tiny", "--output", "out", "--regrade", "k*")
    assert "Graded now: 1; reused from before: 2." in forced.out
    (desk / "problems/tiny/reference.py").write_text("tiny_one = 1\ntiny_two = 3\n")
    other = grade("batch", "class", "--set", "tiny", "--output", "out")
    assert "Graded now: 3; reused from before: 0." in other.out


def test_files_made_while_grading_are_those_made_from_the_journal(grade, class_, desk):
    def files():
        found = [*(desk / "out/reports").iterdir(), *(desk / "out/staff").iterdir()]
        return {path.relative_to(desk): path.read_bytes() for path in found}

    grade("batch", "class", *OPTIONS)
    while_grading = files()
    for path in while_grading:
        (desk / path).unlink()
    assert "reused from before: 3" in grade("batch", "class", *OPTIONS).out
    assert files() == while_grading
    assert len(while_grading) == 8


def test_a_dry_run_writes_nothing(grade, class_, desk):
    (desk / "class.csv").write_text("id,name\nkim,김\nyun,윤\n", "utf-8")
    ran = grade("batch", "class", "--set", "tiny", "--roster", "class.csv", "--dry-run")
    assert ran.out.splitlines() == [
        "Found 3 submissions of 3 students (layout: files)",
        "Problem set: tiny",
        "Handed in nothing:",
        "  - 윤 (yun)",
        "To know:",
        "  - lee: not on the roster",
        "  - park: not on the roster",
        "Would grade:",
        "  - 김 (kim): kim.py, attempt 1",
        "  - lee: lee.py, attempt 1",
        "  - park: park.ipynb, attempt 1",
        "Would write to class-graded: gradebook.csv, summary.json, report.html, and reports of"
        " each student. Nothing was done.",
    ]
    assert (ran.status, ran.err) == (0, "")
    assert not (desk / "class-graded").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("nowhere",), "Error: nowhere"),
        (("class", "--layout", "moodel"), "moodle"),
        (("class", "--to", "gradscope"), "Did you mean gradescope?"),
        (
            ("class", "--to", "pdf"),
            "Error: --to pdf: there is no such format. There are: canvas, moodle, nbgrader, "
            "gradescope, prairielearn, exercism, check50, junit.\n",
        ),
        (
            ("class", "--to", "moodle"),
            "Error: --to moodle fills in the file that you exported there: give it with "
            "--worksheet CSV\n",
        ),
        (
            ("class", "--to", "moodle", "--to", "canvas"),
            "Error: Ask for canvas and moodle one after the other: each fills in a file of its "
            "own.\n",
        ),
        (
            ("class", "--worksheet", "grades.csv"),
            "Error: --worksheet is for --to canvas and --to moodle: give one of them.\n",
        ),
        (
            ("class", "--worksheet", "grades.csv", "--to", "canvas"),
            "Error: --worksheet grades.csv cannot be read (No such file or directory): export it "
            "again, or correct the path.\n",
        ),
        (
            ("class", "--roster", "nowhere.csv"),
            "The roster nowhere.csv: there is no such file",
        ),
        (("class", "--course", "nowhere.yaml"), "nowhere.yaml"),
        (
            ("class", "--output", "problems"),
            "Error: problems is not empty and holds no results of `grade batch`: give a new "
            "folder with --output FOLDER.\n",
        ),
        (
            ("class", "--output", "class/kim.py"),
            "Error: class/kim.py is not a folder: give another place with --output FOLDER.\n",
        ),
        (
            ("class", "--jobs", "0"),
            "Error: “0” does not fit --jobs. It looks like this: --jobs 2\n",
        ),
    ],
)
def test_what_cannot_be(grade, class_, desk, arguments, told):
    ran = grade("batch", *arguments, "--set", "tiny")
    assert (ran.status, ran.out.count("Graded")) == (2, 0)
    assert told in ran.err
    assert not (desk / "class-graded").exists()


def test_none_says_which_set(grade, desk):
    (desk / "class").mkdir()
    (desk / "class/kim.py").write_text("nothing_that_a_set_asks_for = 1\n")
    ran = grade("batch", "class")
    assert (ran.status, ran.err) == (
        2,
        "Error: None of the submissions says which problem set it is for. Say which with --set\n",
    )


def test_results_of_another_set_are_left_alone(grade, class_, make_set, desk):
    grade("batch", "class", *OPTIONS)
    make_set("problems/other", **{"slug: tiny": "slug: other"})
    before = (desk / "out/journal.jsonl").read_bytes()
    ran = grade("batch", "class", "--set", "other", "--output", "out")
    assert (ran.status, ran.err) == (
        2,
        "Error: out holds results for the problem set tiny, not for other: give another folder "
        "with --output FOLDER.\n",
    )
    assert (desk / "out/journal.jsonl").read_bytes() == before


def test_the_set_is_read_from_the_files_and_told_in_korean(grade, class_, desk):
    ran = grade("batch", "class", "--output", "out", "--lang", "ko", "--jobs", "1")
    assert "tiny" in ran.out.splitlines()[1]
    assert "Problem set" not in ran.out
    assert '<html lang="ko"' in (desk / "out/report.html").read_text("utf-8")


SLOW = "import time\ntime.sleep(0.3)\ntiny_one = {number}\ntiny_two = 2\n"


def stopped(start, desk, how):
    """Starts a batch over a slow class and stops it once some of it is in the journal."""
    (desk / "slow").mkdir()
    for number in range(8):
        (desk / "slow" / f"s{number}.py").write_text(SLOW.format(number=number))
    journal = desk / "out/journal.jsonl"
    with start("batch", "slow", *OPTIONS, start_new_session=True) as process:
        while not journal.exists() or journal.read_bytes().count(b"\n") < 3:
            assert process.poll() is None
            time.sleep(0.02)
        process.send_signal(how)
        out, err = process.communicate(timeout=60)
    done = journal.read_bytes().count(b"\n") - 1
    assert done < 8
    return process.returncode, (out + err).decode(), done


def goes_on(grade, desk, done):
    ran = grade("batch", "slow", *OPTIONS)
    assert f"Graded now: {8 - done}; reused from before: {done}." in ran.out
    expected = {f"s{number}": ("graded", "3.5" if number == 1 else "2") for number in range(8)}
    expected["s1"] = ("graded", "3.5")
    assert {who: status for who, (status, _) in marks(desk).items()} == dict.fromkeys(
        expected, "graded"
    )


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_interrupted_it_goes_on(start, grade, desk):
    status, said, done = stopped(start, desk, signal.SIGINT)
    assert status == 130
    assert "Traceback" not in said
    told = re.search(
        r"Interrupted\. (\d) submissions? (?:is|are) graded and kept: run the same command again, "
        r"and it goes on\.\n",
        said,
    )
    assert told is not None
    # The interrupt may come between a line of the journal and its being counted.
    assert int(told[1]) in (done - 1, done)
    goes_on(grade, desk, done)


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_killed_it_goes_on(start, grade, desk):
    status, _, done = stopped(start, desk, signal.SIGKILL)
    assert status == -signal.SIGKILL
    goes_on(grade, desk, done)


HEAD = "Identifier,Full name,Email address,Status,Grade,Maximum grade,Grade can be changed,"
HEAD += "Last modified (submission),Last modified (grade),Feedback comments"


def test_a_moodle_download_and_its_worksheet(grade, desk):
    with zipfile.ZipFile(desk / "course-tiny-12.zip", "w") as download:
        download.writestr("김 하나_101_assignsubmission_file/hw.py", RIGHT)
        download.writestr("ONeil Pat_102_assignsubmission_file/hw.py", WRONG)
    sheet = "\ufeff" + HEAD + "\r\n"
    for number, name in ((101, "김 하나"), (102, "O'Neil Pat"), (103, "이 둘")):
        sheet += f"Participant {number},{name},x@y,Submitted,,3.50,Yes,-,-,\r\n"
    (desk / "worksheet.csv").write_bytes(sheet.encode())
    ran = grade(
        *("batch", "course-tiny-12.zip", *OPTIONS, "--to", "moodle", "--worksheet", "worksheet.csv")
    )
    assert (ran.status, ran.out.splitlines()[0]) == (
        0,
        "Found 2 submissions of 2 students (layout: moodle)",
    )
    assert "Written: out/moodle.csv\n  2 grades were filled in.\n" in ran.out
    filled = (desk / "out/moodle.csv").read_bytes()
    assert filled.startswith(b"\xef\xbb\xbfIdentifier,")
    grades = {
        row["Identifier"]: row for row in csv.DictReader(filled.decode("utf-8-sig").splitlines())
    }
    assert [row["Grade"] for row in grades.values()] == ["3.5", "2.5", ""]
    assert "tiny_two is two" in grades["Participant 102"]["Feedback comments"]


def test_a_dry_run_tells_of_the_worksheet(grade, desk):
    with zipfile.ZipFile(desk / "course-tiny-12.zip", "w") as download:
        download.writestr("김 하나_101_assignsubmission_file/hw.py", RIGHT)
        download.writestr("ONeil Pat_109_assignsubmission_file/hw.py", WRONG)
    sheet = HEAD + "\nParticipant 101,김 하나,x@y,Submitted,,3.50,Yes,-,-,\n"
    sheet += "Participant 103,이 둘,x@y,No submission,,3.50,Yes,-,-,\n"
    (desk / "worksheet.csv").write_text(sheet, "utf-8")
    asked = ("batch", "course-tiny-12.zip", *OPTIONS, "--to", "moodle", "--dry-run")
    ran = grade(*asked, "--worksheet", "worksheet.csv")
    assert ran.out.splitlines()[-4:] == [
        "Would fill in 1 row of worksheet.csv, if everybody gets a score.",
        "1 student is not in the file: ONeil Pat (109).",
        "1 row is of nobody known here, and was left as is: Participant 103.",
        "Would write to out: gradebook.csv, summary.json, report.html, moodle, and reports of each"
        " student. Nothing was done.",
    ]
    assert (ran.status, (desk / "out").exists()) == (0, False)


def test_the_course_has_rules(grade, class_, desk):
    (desk / "problems/course.yaml").write_text("scale: {to: 100}\n")
    ran = grade("batch", "class", *OPTIONS)
    assert ran.status == 1
    assert marks(desk)["lee"] == ("graded", "71.43")
    (desk / "problems/course.yaml").write_text("scal: {to: 100}\n")
    ran = grade("batch", "class", *OPTIONS)
    assert ran.status == 2
    assert "scale" in ran.err


def test_much_alike(grade, desk):
    pytest.importorskip("copydetect")
    (desk / "class").mkdir()
    body = "".join(f"value_{n} = sum(range({n})) * {n} - len(str({n}))\n" for n in range(30))
    for who in ("kim", "lee"):
        (desk / "class" / f"{who}.py").write_text(f"# {who}\n{RIGHT}{body}")
    ran = grade("batch", "class", *OPTIONS, "--similarity")
    assert ran.status == 0
    (pair,) = rows(desk / "out/similarity.csv")
    assert (pair["left_id"], pair["right_id"]) == ("kim", "lee")
    assert json.loads((desk / "out/similarity.json").read_text("utf-8"))["schema"] == 1


def test_every_attempt_has_its_report(grade, desk):
    (desk / "class").mkdir()
    (desk / "class/kim.py").write_text(RIGHT)
    (desk / "class/kim.ipynb").write_text("{")
    os.utime(desk / "class/kim.py", (1, 1))
    latest = grade("batch", "class", *OPTIONS)
    assert "Earlier attempts, not graded:\n  - kim: kim.py, attempt 1\n" in latest.out
    assert marks(desk) == {"kim": ("unreadable", "")}
    best = grade("batch", "class", *OPTIONS, "--attempt", "best")
    assert best.status == 0
    assert marks(desk) == {"kim": ("graded", "3.5")}
    assert os.listdir(desk / "out/staff") == ["kim-attempt2.html"]
    assert "kim-attempt1.html" in os.listdir(desk / "out/reports")
