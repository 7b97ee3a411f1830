"""`grade submit`: what is shown, what is recorded, and what is refused."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

import pytest

from grader.cli.commands.submit import refuse_if_exposed
from grader.cli.context import set_up
from grader.cli.grading_options import GradingOptions
from grader.errors import UsageError
from grader.runner import open_runner

IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


def recorded(store: Path) -> list[str]:
    return sorted(str(path.relative_to(store)) for path in store.rglob("*") if path.is_file())


def test_a_submission_is_shown_graded_and_recorded_once(grade, desk):
    folder = desk / "work"
    folder.mkdir()
    (folder / "submission.py").write_text("from helper import one\ntiny_one = one\ntiny_two = 2\n")
    (folder / "helper.py").write_text("one = 1\n")
    (folder / "notes.docx").write_bytes(b"PK")
    (folder / "numpy.py").write_text("")
    ran = grade("submit", "work")
    assert (ran.status, ran.err) == (0, "")
    first, second, third, fourth, blank, *report = ran.out.splitlines()
    assert first == "Student: kim (the login name; --student NAME gives another)"
    assert second == "Handed in: submission.py, helper.py, numpy.py"
    assert third.startswith("Note on numpy.py: it is handed in, but `import numpy` always means")
    assert fourth.startswith("Not handed in: notes.docx (it is ")
    assert (blank, report[0]) == ("", "A tiny set")
    assert "Student: kim" in report
    found = re.fullmatch(r"Recorded in (submissions/tiny/kim/\d{8}T\d{6}Z-[0-9a-f]{8})", report[-1])
    assert found
    assert recorded(desk / found[1]) == [
        "files/helper.py",
        "files/numpy.py",
        "files/submission.py",
        "report.json",
    ]
    kept = json.loads((desk / found[1] / "report.json").read_text("utf-8"))
    assert (kept["student"], kept["score"], kept["set"]) == ("kim", 3.5, "tiny")
    assert found[1].endswith(kept["submission"]["digest"][:8])

    before = recorded(desk / "submissions")
    again = grade("submit", "work")
    assert (again.status, again.err) == (0, "")
    assert "Score: 3.5 / 3.5" in again.out
    assert again.out.splitlines()[-1] == (
        f"The same files were recorded before, in {found[1]}; they are not recorded again."
    )
    assert recorded(desk / "submissions") == before


def test_options_say_who_and_where_and_json_stays_alone(grade, desk, wrong):
    options = ("--student", "홍 길동", "--store", "kept", "--format", "json")
    ran = grade("submit", wrong, *options)
    assert ran.status == 1
    assert json.loads(ran.out)["student"] == "홍 길동"
    told = ran.err.splitlines()
    assert told[:2] == ["Student: 홍 길동 (from --student)", "Handed in: wrong.py"]
    assert re.fullmatch(
        r"Recorded in kept/tiny/홍-길동-[0-9a-f]{12}/\d{8}T\d{6}Z-[0-9a-f]{8}", told[-1]
    )
    assert not (desk / "submissions").exists()


def test_a_configuration_file_says_who_and_where(grade, desk, right):
    (desk / "grade.toml").write_text('student = "20231234"\nstore = "course"\n')
    inner = desk / "inner"
    inner.mkdir()
    (desk / right).rename(inner / right)
    ran = grade("submit", right, "--set", "../problems/tiny", cwd=inner)
    file = desk.resolve() / "grade.toml"
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.splitlines()[0] == f"Student: 20231234 (from {file})"
    assert len(recorded(desk / "course" / "tiny" / "20231234")) == 2


def test_a_store_that_cannot_be_written_still_shows_the_report(grade, desk, right):
    (desk / "store").write_text("a file")
    ran = grade("submit", right, "--store", "store")
    assert ran.status == 2
    assert "Score: 3.5 / 3.5" in ran.out
    assert "Recorded" not in ran.out
    place = os.path.join("store", "tiny", "kim")
    assert ran.err == (
        f"Error: The submission was graded, but it is not recorded. {place} is not a folder: give "
        "another place with --store FOLDER, and submit again.\n"
    )


@pytest.fixture
def full_disk(desk):
    folder = desk / "disk"
    folder.mkdir()
    command = ("mount", "-t", "tmpfs", "-o", "size=4k", "tmpfs", str(folder))
    try:
        mounted = IS_ROOT and subprocess.run(command, capture_output=True, check=False)
    except FileNotFoundError:
        mounted = False
    if not mounted or mounted.returncode != 0:
        pytest.skip("needs the right to mount")
    yield folder
    subprocess.run(("umount", str(folder)), check=True)


def test_a_full_disk(grade, full_disk, right):
    ran = grade("submit", right, "--store", str(full_disk))
    assert ran.status == 2
    assert "Score: 3.5 / 3.5" in ran.out
    assert "Recorded" not in ran.out
    assert ran.err.startswith("Error: The submission was graded, but it is not recorded. The disk")
    assert ran.err.endswith(
        " is full: free some space, or give another place with --store FOLDER, and submit again.\n"
    )
    assert recorded(full_disk) == []


@pytest.mark.skipif(os.name != "posix", reason="needs a POSIX system")
def test_it_is_recorded_though_nobody_reads_the_report(start, desk, right):
    reading, writing = os.pipe()
    os.close(reading)
    with start("submit", right, stdout=writing) as process:
        os.close(writing)
        assert process.communicate()[1] == b""
    assert process.returncode == 0
    assert len(recorded(desk / "submissions")) == 2


@pytest.mark.parametrize(
    ("name", "message"),
    [
        pytest.param("", "The student's name is empty. Give one: --student NAME", id="empty"),
        pytest.param("\udcff", "The student's name '\\udcff' is not text.", id="not text"),
    ],
)
def test_what_is_no_name(grade, desk, right, name, message):
    ran = grade("submit", right, "--student", name)
    assert (ran.status, ran.out, ran.err) == (2, "", f"Error: {message}\n")
    assert not (desk / "submissions").exists()


def wishes() -> GradingOptions:
    return GradingOptions(
        files=("hw.py",),
        set_name=None,
        format="terminal",
        output=None,
        timeout=None,
        memory=None,
        seed=None,
        staff=False,
    )


LAYERS = ("rootdrop", "namespaces", "tmpfs", "capabilities", "landlock", "seccomp")


def test_anothers_program_is_refused_where_it_cannot_be_sealed(desk, monkeypatch):
    monkeypatch.chdir(desk)
    monkeypatch.setenv("LOGNAME", "kim")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(desk))
    monkeypatch.delenv("GRADE_STUDENT", raising=False)
    with open_runner(wrapper="none", layers_off=LAYERS, shell=False) as exposed:
        ours = set_up(wishes(), "en", lambda: exposed, student="kim")
        refuse_if_exposed(ours)
        anothers = set_up(wishes(), "en", lambda: exposed, student="lee")
        assert anothers.graders.isolation().level == "not sealed"
        with pytest.raises(UsageError) as error:
            refuse_if_exposed(anothers)
    assert str(error.value) == (
        "lee is not you (kim), and on this machine a program cannot be sealed off: it could read "
        "and change your files. Run it only if you trust its author, with --trust-students. If "
        'lee is you, say so once in grade.toml: student = "lee"'
    )


def test_anothers_program_runs_where_it_is_sealed(desk, monkeypatch):
    monkeypatch.chdir(desk)
    with open_runner(shell=False) as runner:
        anothers = set_up(wishes(), "en", lambda: runner, student="lee")
        if anothers.graders.isolation().level == "not sealed":
            pytest.skip("nothing can be sealed on this machine")
        refuse_if_exposed(anothers)
