"""The journal: nothing that was added is lost, whatever happens to the file's end."""

from __future__ import annotations

import errno
import os
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.batch import open_journal
from grader.batch.failures import unwritable
from grader.batch.journal import NAME
from grader.errors import StoreError, UsageError
from grader.model.classroom import HandIn, Outcome, Student
from grader.model.message import say


def outcome(number: int, text: str = "no") -> Outcome:
    student = Student(id=f"s{number}", name="김 하나")
    hand_in = HandIn(student=student, path=f"/in/{number}.py", shown=f"{number}.py")
    return Outcome(hand_in=hand_in, failure=say("{why}", why=text))


def fill(folder, count, **more):
    with open_journal(str(folder), "tiny", 7) as journal:
        for number in range(count):
            journal.add(f"print{number}", "context", outcome(number, **more))


def test_what_was_added_is_there_again(tmp_path):
    fill(tmp_path / "new" / "out", 3, text="줄\n바꿈  ")
    with open_journal(str(tmp_path / "new" / "out"), "other", 8) as journal:
        assert (journal.header.set, journal.header.seed) == ("tiny", 7)
        assert journal.outcome("print1") == outcome(1, "줄\n바꿈  ")
        assert journal.context_of("print2") == "context"
        assert journal.context_of("print3") is None


def test_the_newest_counts(tmp_path):
    fill(tmp_path, 2)
    with open_journal(str(tmp_path), "tiny", 7) as journal:
        journal.add("print0", "another", outcome(5))
        assert (journal.context_of("print0"), journal.outcome("print0")) == ("another", outcome(5))
    with open_journal(str(tmp_path), "tiny", 7) as journal:
        assert (journal.context_of("print0"), journal.outcome("print0")) == ("another", outcome(5))
        assert journal.outcome("print1") == outcome(1)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_cut_off_anywhere(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("cut")
    fill(folder, 4)
    whole = (folder / NAME).read_bytes()
    length = data.draw(st.integers(0, len(whole)))
    (folder / NAME).write_bytes(whole[:length])
    left = max(0, whole[:length].count(b"\n") - 1)
    with open_journal(str(folder), "tiny", 7) as journal:
        known = [number for number in range(4) if journal.context_of(f"print{number}")]
        assert known == list(range(left))
        assert [journal.outcome(f"print{number}") for number in known] == [*map(outcome, known)]
        journal.add("after", "context", outcome(9))
    with open_journal(str(folder), "tiny", 7) as journal:
        assert journal.outcome("after") == outcome(9)
        assert [journal.outcome(f"print{number}") for number in known] == [*map(outcome, known)]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_line_costs_its_own_outcome_only(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("damaged")
    fill(folder, 3)
    lines = (folder / NAME).read_bytes().splitlines(keepends=True)
    hurt = data.draw(st.integers(1, 3))
    place = data.draw(st.integers(0, len(lines[hurt]) - 2))
    changed = bytearray(lines[hurt])
    changed[place] ^= data.draw(st.integers(1, 255).filter(lambda bit: changed[place] ^ bit != 10))
    (folder / NAME).write_bytes(b"".join([*lines[:hurt], bytes(changed), *lines[hurt + 1 :]]))
    with open_journal(str(folder), "tiny", 7) as journal:
        known = [number for number in range(3) if journal.context_of(f"print{number}")]
    assert known == [number for number in range(3) if number != hurt - 1]


def test_a_damaged_first_line_is_told(tmp_path):
    fill(tmp_path, 1)
    whole = (tmp_path / NAME).read_bytes()
    (tmp_path / NAME).write_bytes(b"x" + whole[1:])
    with pytest.raises(StoreError) as caught, open_journal(str(tmp_path), "tiny", 7):
        pass
    assert str(caught.value) == (
        f"The first line of {tmp_path / NAME} is damaged, so it cannot be told what its results "
        "are for. Move that file away and run the same command again; everything is graded anew."
    )
    assert (tmp_path / NAME).read_bytes() == b"x" + whole[1:]


def test_a_folder_of_something_else_is_left_alone(tmp_path):
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(UsageError) as caught, open_journal(str(tmp_path), "tiny", 7):
        pass
    assert str(caught.value) == (
        f"{tmp_path} is not empty and holds no results of `grade batch`: give a new folder with "
        "--output FOLDER."
    )
    assert os.listdir(tmp_path) == ["thesis.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="locks")
def test_one_at_a_time(tmp_path):
    with open_journal(str(tmp_path), "tiny", 7):
        with pytest.raises(UsageError) as caught, open_journal(str(tmp_path), "tiny", 7):
            pass
        assert str(caught.value) == (
            f"Another `grade batch` is writing to {tmp_path} just now: wait for it, or give "
            "another folder with --output FOLDER."
        )


def test_a_file_where_the_folder_should_be(tmp_path):
    (tmp_path / "out").write_text("")
    with pytest.raises(StoreError) as caught, open_journal(str(tmp_path / "out"), "tiny", 7):
        pass
    assert str(caught.value) == (
        f"{tmp_path / 'out'} is not a folder: give another place with --output FOLDER."
    )


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (
            errno.ENOSPC,
            "The disk that holds out is full. What was graded so far is kept: free some space "
            "and run the same command again; it goes on from there.",
        ),
        (errno.EROFS, "You may not write to out: give another place with --output FOLDER."),
        (errno.EACCES, "You may not write to out: give another place with --output FOLDER."),
        (
            errno.EIO,
            "out cannot be written (Input/output error). What was graded so far is kept: run the "
            "same command again, or give another place with --output FOLDER.",
        ),
    ],
)
def test_why_it_cannot_be_written(number, text):
    assert str(unwritable("out", OSError(number, os.strerror(number)))) == text


FULL = """
import resource, signal, sys
from grader.batch import open_journal
from grader.errors import StoreError
from grader.model.classroom import HandIn, Outcome, Student
from grader.model.message import say
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (4000, resource.RLIM_INFINITY))
hand_in = HandIn(student=Student(id="s"), path="/in", shown="in")
with open_journal(sys.argv[1], "tiny", 7) as journal:
    try:
        for number in range(100):
            failure = say("{n}", n="x" * 300)
            journal.add(f"print{number}", "c", Outcome(hand_in=hand_in, failure=failure))
    except StoreError:
        print(number)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="RLIMIT_FSIZE")
def test_no_room_loses_nothing_that_was_added(tmp_path):
    ran = subprocess.run(
        [sys.executable, "-c", FULL, str(tmp_path)], capture_output=True, check=True, timeout=60
    )
    added = int(ran.stdout)
    assert added > 3
    with open_journal(str(tmp_path), "tiny", 7) as journal:
        known = [number for number in range(100) if journal.context_of(f"print{number}")]
        assert known == list(range(added))
        assert journal.outcome("print0").failure is not None
