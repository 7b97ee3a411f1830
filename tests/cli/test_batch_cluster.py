"""`grade batch --cluster`: the same command on a real scheduler and a real worker."""

from __future__ import annotations

import csv
import platform
import subprocess
import sys
import time

import pytest

from tests.container_filter import as_in_a_container, under

pytest.importorskip("distributed", reason="the extra `dask` is not installed")

RIGHT, WRONG = "tiny_one = 1\ntiny_two = 2\n", "tiny_one = 1\ntiny_two = 3\n"
ARGUMENTS = ("batch", "class", "--set", "tiny", "--output", "out", "--seed", "7", "--cluster")


@pytest.fixture
def scheduler_file(tmp_path, request):
    """Of a scheduler on loopback with one worker, which a filter of system calls may be on."""
    steps = getattr(request, "param", None)
    file, running = tmp_path / "scheduler.json", []
    where = ["--no-dashboard", "--scheduler-file", str(file)]
    for name, *more in (
        ("scheduler", "--host", "127.0.0.1", "--port", "0"),
        ("worker", "--nthreads", "1", "--local-directory", str(tmp_path)),
    ):
        command = [sys.executable, "-m", f"distributed.cli.dask_{name}", *where, *more]
        if steps is not None and name == "worker":
            command = under(steps, *command)
        running.append(subprocess.Popen(command, stderr=subprocess.DEVNULL))
        end = time.monotonic() + 15
        while not file.exists():
            assert time.monotonic() < end
            time.sleep(0.05)
    yield file
    for process in reversed(running):
        process.terminate()
        process.wait()


def test_graded_elsewhere_and_gone_on_with(grade, desk, scheduler_file):
    (desk / "class").mkdir()
    for name, source in (("kim", RIGHT), ("lee", WRONG), ("park", "")):
        (desk / "class" / f"{name}.py").write_text(source)
    environ = {"DASK_TEMPORARY_DIRECTORY": str(desk), "PYTHONWARNINGS": ""}
    first = grade(*ARGUMENTS, str(scheduler_file), environ=environ)
    assert "Graded now: 3; reused from before: 0." in first.out, first.err
    assert "Traceback" not in first.err
    assert "distributed" not in first.err
    text = (desk / "out/gradebook.csv").read_text("utf-8-sig")
    scores = {row["student"]: row["score"] for row in csv.DictReader(text.splitlines())}
    assert (scores["kim"], scores["lee"]) == ("3.5", "2.5")

    (desk / "class" / "lee.py").write_text(RIGHT)
    again = grade(*ARGUMENTS, str(scheduler_file), environ=environ)
    assert "Graded now: 1; reused from before: 2." in again.out, again.err
    assert again.status == first.status


@pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() != "x86_64",
    reason="the filter is written for Linux on x86-64",
)
@pytest.mark.parametrize("scheduler_file", [as_in_a_container(landlock=False)], indirect=True)
def test_a_worker_that_cannot_seal_programs_off_grades_nothing(grade, desk, scheduler_file):
    (desk / "class").mkdir()
    (desk / "class" / "kim.py").write_text(RIGHT)
    environ = {"DASK_TEMPORARY_DIRECTORY": str(desk), "PYTHONWARNINGS": ""}
    ran = grade(*ARGUMENTS, str(scheduler_file), environ=environ)
    assert ran.err == (
        "Error: On a worker of the cluster programs cannot be sealed off: they could read and "
        "change the files of its user, and each other's. `grade doctor`, run there, says what is "
        "missing. Grade them there only if you trust their authors, with --trust-students.\n"
    )
    assert ran.status == 2
