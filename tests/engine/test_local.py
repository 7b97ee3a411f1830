"""Graders on this machine: real processes, killed in the middle of their work."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading

import pytest

from grader.engine import open_local
from grader.model.run import Limits
from grader.specs import load_set
from tests.engine.kit import (
    RIGHT,
    SLOW,
    Notes,
    below,
    gone,
    graders_below,
    handed_in,
    kill,
    made_set,
    until,
    without_times,
    zygotes_below,
)

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="/proc")


@pytest.fixture(scope="module")
def engine(tiny):
    with open_local(tiny, jobs=1, seed=7, limits=Limits()) as opened:
        yield opened


def during(hand_in, action):
    """The hand-in, with something done while it is graded."""
    timer = threading.Timer(0.3, action)
    timer.start()
    yield hand_in


def our_grader() -> int:
    return until(lambda: graders_below(os.getpid()))[0]


def test_graded_lazily_in_a_sealed_process(engine, tmp_path):
    asked = []

    def class_():
        for number in range(6):
            asked.append(number)
            yield handed_in(tmp_path, f"s{number}", RIGHT)

    for got, outcome in enumerate(engine.grade(class_()), 1):
        assert outcome.report.score == 1
        assert outcome.report.student == outcome.hand_in.student.name == f"S{got - 1}"
        assert len(asked) <= got + 1
    assert len(asked) == got == 6


def test_the_same_seed_gives_the_same_report(engine, tiny, tmp_path):
    hand_in = handed_in(tmp_path, "kim", RIGHT)
    first, second = engine.grade([hand_in, hand_in])
    assert "tensor" in first.report.model_dump_json()
    assert without_times(first.report) == without_times(second.report)
    with open_local(tiny, jobs=1, seed=7, limits=Limits()) as another:
        [third] = another.grade([hand_in])
    assert without_times(first.report) == without_times(third.report)


def test_what_cannot_be_read_stops_nothing_and_is_named_as_people_know_it(engine, tmp_path):
    hand_ins = [handed_in(tmp_path, "lee", None), handed_in(tmp_path, "kim", RIGHT)]
    lee, kim = engine.grade(hand_ins)
    assert (lee.report, lee.ours) == (None, False)
    assert str(lee.failure) == (
        "class/lee.py: there is no such file or folder; check the spelling and where you are"
    )
    assert kim.report.score == 1


def test_a_grader_that_is_killed_is_replaced_and_its_work_done_again(engine, tmp_path):
    hand_in = handed_in(tmp_path, "kim", SLOW)
    killed = our_grader()
    [outcome] = engine.grade(during(hand_in, lambda: kill(killed)))
    assert (outcome.report.score, outcome.failure, outcome.ours) == (1, None, False)
    assert our_grader() != killed


def test_a_zygote_that_is_killed_is_replaced_and_its_work_done_again(engine, tmp_path):
    hand_in = handed_in(tmp_path, "kim", SLOW)
    zygotes = zygotes_below(our_grader())
    [outcome] = engine.grade(during(hand_in, lambda: kill(zygotes[-1])))
    assert (outcome.report.score, outcome.report.complete, outcome.ours) == (1, True, False)
    assert gone(zygotes)


def test_what_kills_its_grader_twice_is_told_as_our_fault(engine, tmp_path):
    first = our_grader()

    def kill_both():
        kill(first)
        kill(until(lambda: [pid for pid in graders_below(os.getpid()) if pid != first])[0])

    slow = handed_in(tmp_path, "kim", SLOW)
    [outcome] = engine.grade(during(slow, kill_both))
    assert (outcome.report, outcome.ours) == (None, True)
    assert str(outcome.failure) == "A process that grades has stopped unexpectedly."
    [after] = engine.grade([handed_in(tmp_path, "lee", RIGHT)])
    assert after.report.score == 1


PROGRAM = """\
import itertools, sys
from grader.engine import open_local
from grader.model.classroom import HandIn, Student
from grader.model.run import Limits

if __name__ == "__main__":
    hand_in = HandIn(student=Student(id="kim"), path=sys.argv[2], shown="kim.py")
    try:
        with open_local(sys.argv[1], jobs=2, seed=7, limits=Limits()) as engine:
            for outcome in engine.grade(itertools.repeat(hand_in)):
                print(outcome.report.score, flush=True)
    except KeyboardInterrupt:
        sys.exit(130)
"""


def test_an_interrupt_leaves_nothing_running(tiny, tmp_path):
    (tmp_path / "program.py").write_text(PROGRAM)
    hand_in = handed_in(tmp_path, "kim", SLOW)
    with subprocess.Popen(
        [sys.executable, str(tmp_path / "program.py"), tiny, hand_in.path],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        assert process.stdout.readline() == b"1.0\n"
        started = below(process.pid)
        assert len([line for line in started.values() if "spawn_main" in line]) == 2
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(10) == 130
        assert process.stderr.read() == b""
    until(lambda: gone(started))


def test_a_set_that_has_been_changed_is_not_graded_with(tmp_path):
    folder = made_set(tmp_path / "set")
    before = load_set(folder).digest
    spec = tmp_path / "set" / "set.yaml"
    spec.write_text(spec.read_text() + "# another\n")
    hand_in = handed_in(tmp_path, "kim", RIGHT)
    with open_local(folder, jobs=1, seed=7, limits=Limits(), digest=before) as engine:
        [outcome] = engine.grade([hand_in])
    assert (outcome.report, outcome.ours) == (None, True)
    assert str(outcome.failure) == (
        "The problem set tiny has been changed since grading began: run the command again, and "
        "all is graded with the new one."
    )


def test_files_are_written_where_hand_ins_are_graded(tiny, tmp_path):
    hand_ins = [handed_in(tmp_path, name, RIGHT) for name in ("kim", "lee", "park")]
    writes = Notes(str(tmp_path))
    with open_local(tiny, jobs=1, seed=7, limits=Limits(), writes=writes) as engine:
        outcomes = list(engine.grade(hand_ins))
    assert [outcome.report.score for outcome in outcomes] == [1, 1, 1]
    kim, lee, park = (each.path for each in hand_ins)
    assert engine.files == {kim: ("kim.txt",), park: ("park.txt",)}, lee
    slug, name, pid = (tmp_path / "kim.txt").read_text().split()
    assert (slug, name) == ("tiny", "kim.py")
    assert int(pid) != os.getpid()
